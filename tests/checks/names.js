// Refuses names of the schema that break the rules of docs/decisions/0014-names-before-1.0.md. A name that is kept all the same stands
// in KEPT with its reason, and leaves the list when it is not needed there any more.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "graphql";

// operations of front ends use these (tests/operations/)
const CONTRACT = [
  "Change.at",
  ...["Occurrence", "Timing", "TimingInput"].flatMap((it) => [`${it}.start`, `${it}.end`, `${it}.startDate`, `${it}.endDate`]),
  "Occurrence.allDay",
  "Timing.allDay",
  ...["adaptation", "commercialUse", "reproduction"].map((it) => `LicencePermissions.${it}`),
  ...["attribution", "shareAlike"].map((it) => `LicenceRequirements.${it}`),
];
// each says itself what it is
const PLAIN = [
  // a licence permits; the fields of the filter are read with it: `licence: { permitsAdaptation: true }`
  "LicenceFilter.permitsAdaptation",
  "LicenceFilter.permitsCommercialUse",
  // beside `waitingCount`, for as long as something waits
  "UnattendedTerritory.waitingSince",
  // HTTP's word
  "Redirect.location",
  "Resolution.location",
];
export const KEPT = new Set([...CONTRACT, ...PLAIN]);
// payloads that must not tell more, such as whether an address is known, or that are about nothing which could be shown
export const BARE = new Set([
  "AccountRegisterPayload",
  "EmailChangeRequestPayload",
  "MemberInvitePayload",
  "PasswordResetPayload",
  "PasswordResetRequestPayload",
  "SessionDeletePayload",
]);

const nameOf = (type) => (type.kind === "NamedType" ? type.name.value : nameOf(type.type));
const isList = (type) => type.kind === "ListType" || (type.kind === "NonNullType" && isList(type.type));

/** What is wrong with the name of one value: the type says what it is, the name has to say so, too. */
const RULES = {
  // the end of a list is said once for all lists, beside `totalCount`
  Boolean: (name, isFilter) => !/^(?:is|has|can|may)[A-Z]/.test(name) && name !== "totalCountIsExact" && (isFilter ? "a condition" : "a truth value") + " begins with is, has, can or may",
  DateTime: (name, isFilter) => !(isFilter ? /(?:After|Before)$/ : /At$/).test(name) && "a moment ends in At, a bound of a filter in After or Before",
  Date: (name) => !/On$/.test(name) && "a day ends in On",
  URL: (name) => !/^(?:url|website|homepage)$|Url$/.test(name) && "an address ends in Url",
};

/** What is wrong with the names of a schema: `{ at, message }`. */
export function faults(sdl, kept = KEPT, bare = BARE) {
  const wrong = [];
  const needed = new Set();
  const tell = (list, at, message) => (list.has(at) ? needed.add(at) : wrong.push({ at, message }));
  for (const type of parse(sdl).definitions) {
    const isInput = type.kind === "InputObjectTypeDefinition";
    if (!isInput && type.kind !== "ObjectTypeDefinition" && type.kind !== "InterfaceTypeDefinition") continue;
    const name = type.name.value;
    const isFilter = /Filter$/.test(name);
    if (isInput && !/(?:Input|By|Filter|Order)$/.test(name)) tell(kept, name, "an input ends in Input, By, Filter or Order");
    for (const field of type.fields ?? []) {
      const of = nameOf(field.type);
      // the input of a mutation asks for something with its truth values: `force`, `dryRun`
      if (isList(field.type) || (isInput && !isFilter && of === "Boolean")) continue;
      const message = RULES[of]?.(field.name.value, isFilter);
      if (message) tell(kept, `${name}.${field.name.value}`, message);
    }
    if (/Payload$/.test(name)) {
      const fields = (type.fields ?? []).map((it) => it.name.value);
      for (const it of ["userErrors", "query"]) if (!fields.includes(it)) wrong.push({ at: name, message: `a payload has ${it}` });
      if (type.fields.some((it) => nameOf(it.type) === "Boolean")) wrong.push({ at: name, message: "a payload has the object, and no truth value" });
      if (fields.length < 3) tell(bare, name, "a payload has what the mutation is about");
    }
  }
  for (const it of [...kept, ...bare]) if (!needed.has(it)) wrong.push({ at: it, message: "is kept, and need not be" });
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = faults(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
  for (const it of wrong) console.error(`${it.at}: ${it.message}`);
  console.log(`names of the schema: ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
