// Thousands of documents, and what this server and graphql-js make of them: whether each is valid, and what the answer
// to it looks like. `npm run differential -- http://127.0.0.1:8000/graphql [documents] [seed]`. The server has the demo
// corpus, and limits so wide that it is not they that refuse.
import { readFileSync } from "node:fs";
import {
  GraphQLError, Kind, TypeNameMetaFieldDef, assertValidSchema, buildSchema, getNamedType, isInterfaceType, isNonNullType, isObjectType, isScalarType, isSpecifiedScalarType, parse, validate,
} from "graphql";
import { chance } from "./chance.js";
import { Generator } from "./generate.js";
import { mutate } from "./mutate.js";
import { expected, reading } from "./oracle.js";

/** Where this server means to differ; each has its reason. */
const DIFFERENT = [
  { name: "limits", reason: "what asks for too much is refused before it is validated", is: ({ code }) => code === "LIMIT_EXCEEDED" },
  { name: "subscriptions", reason: "graphql-js finds out only when it carries one out that there are none", is: ({ text }) => /^\s*subscription\b/m.test(text) },
];
const WORKERS = 4;

const [url, count = "3000", from = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (!url) {
  console.error("usage: npm run differential -- http://127.0.0.1:8000/graphql [documents] [seed]");
  process.exit(2);
}
const seed = Number(from);
console.log(`seed ${seed}, ${count} documents`);

const sdl = readFileSync(new URL("../../../schema.graphql", import.meta.url), "utf8");
const schema = buildSchema(sdl);
/** The schema that documents are validated with; graphql-js looks at it once, as it is written. */
const judging = buildSchema(sdl);
assertValidSchema(judging);
for (const type of Object.values(judging.getTypeMap())) {
  // without it, graphql-js takes any literal for a scalar of ours, of which a schema's text tells nothing
  if (isScalarType(type) && !isSpecifiedScalarType(type)) {
    type.parseLiteral = (node) => {
      if (node.kind === Kind.STRING) return node.value;
      throw new GraphQLError(`${type.name} is written as a string`);
    };
  }
  // graphql-js does not know of which type `__typename` is when it compares the shapes of fields under one key; it is
  // a String! (GraphQL §4.1), so that `kind: __typename` and an enumeration `kind` cannot be merged (§5.3.2)
  if ((isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith("__")) {
    type.getFields().__typename = TypeNameMetaFieldDef;
  }
}

async function ask(query, variables = {}) {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json", "accept-language": "en" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return response.json();
}

/** Names and identifiers that the server knows, and the fields that are not for visitors. */
async function gather() {
  const { data } = await ask("{ entries(first: 30) { nodes { id slug } } themes(first: 10) { nodes { id slug } } members(first: 10) { nodes { id slug } } licences(first: 10) { nodes { key } } }");
  const of = (list, field) => data[list].nodes.map((it) => it[field]);
  const texts = {
    ID: [...of("entries", "id"), ...of("themes", "id"), ...of("members", "id")],
    Slug: [...of("entries", "slug"), ...of("themes", "slug"), ...of("members", "slug")],
    LicenceKey: of("licences", "key"),
    TerritoryRef: ["departement:29", "region:53"],
    DateTime: ["2020-01-01T00:00:00Z"],
    Date: ["2020-01-01"],
    LanguageTag: ["fr", "br"],
    URL: ["https://example.org/"],
    String: ["", "x", "É\n\"\\"],
  };
  // the cursor of the log holds the moment at which it was read
  const failing = new Set(["Query.resolve", "Query.changes"]);
  for (const field of Object.values(schema.getQueryType().getFields())) {
    if (field.args.some((it) => isNonNullType(it.type) && it.defaultValue === undefined)) continue;
    const below = isScalarType(getNamedType(field.type)) ? "" : " { __typename }";
    const { errors } = await ask(`{ ${field.name}${below} }`);
    if (errors) failing.add(`Query.${field.name}`);
  }
  const argument = (arg, generator) => {
    if (arg.name === "first") return generator.chance.happens(0.06) ? "0" : String(1 + generator.chance.below(3));
    if (arg.name === "ids") return JSON.stringify([generator.chance.one(texts.ID), generator.chance.one(texts.ID)]);
    if (arg.name === "name" && getNamedType(arg.type).name === "String") return JSON.stringify(generator.chance.one(["Article", "Entry", "Nothing"]));
    return undefined;
  };
  return { texts, failing, argument };
}

const verdict = (text) => {
  try {
    return validate(judging, parse(text), undefined, { maxErrors: 3 }).map((it) => it.message);
  } catch (cause) {
    return [cause.message];
  }
};

const samples = await gather();
const told = { valid: 0, invalid: 0, answered: 0, failing: 0, different: {}, unreadable: 0 };
let wrong = 0;
const say = (number, what, { text, variables }, ...more) => {
  wrong += 1;
  if (wrong <= 10) console.error(`\nseed ${seed}, document ${number}: ${what}\n${text}\n${JSON.stringify(variables)}\n${more.join("\n")}`);
};

async function look(number) {
  const drawn = chance(seed * 100_003 + number);
  const generator = new Generator(schema, samples, drawn);
  const turn = number % 4;
  const asked = generator.document(turn < 2, turn === 3 && drawn.happens(0.3) ? "mutation" : "query");
  if (turn > 0 && drawn.happens(0.75)) asked.text = mutate(asked.text, drawn, schema);
  // no change may make a mutation that is carried out
  if (/\bmutation\b/.test(asked.text) && !/@\s*include\s*\(\s*if\s*:\s*false/.test(asked.text)) return;
  const errors = verdict(asked.text);
  const answer = await ask(asked.text, asked.variables);
  const [first] = answer.errors ?? [];
  const isRefused = !("data" in answer);
  const code = first?.extensions?.code;
  const message = first?.message;
  if (isRefused !== errors.length > 0) {
    const meant = DIFFERENT.find((it) => it.is({ ...asked, code, message }));
    if (meant) told.different[meant.name] = (told.different[meant.name] ?? 0) + 1;
    // what is sent for a variable is held to its type when the document is carried out
    else if (!(isRefused && /^The (value of|variable) "/.test(message))) say(number, isRefused ? "refused, though valid" : "answered, though invalid", asked, message ?? "", ...errors);
    return;
  }
  told[isRefused ? "invalid" : "valid"] += 1;
  if (isRefused || turn >= 2) return;
  const document = parse(asked.text);
  const operation = document.definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  if (operation.operation !== "query") return;
  const read = await ask(reading(schema, document, operation), asked.variables);
  if (read.errors) {
    told.unreadable += 1;
    return;
  }
  let right;
  try {
    right = await expected(schema, document, asked.variables, read.data);
  } catch (cause) {
    return say(number, `cannot be compared: ${cause.message}`, asked);
  }
  told.answered += 1;
  told.failing += right.paths.length > 0 ? 1 : 0;
  const paths = (answer.errors ?? []).map((it) => it.path?.join("."));
  if (JSON.stringify(answer.data) !== JSON.stringify(right.data)) {
    say(number, "another answer", asked, JSON.stringify(answer.data), JSON.stringify(right.data));
  } else if (right.paths.some((it) => !paths.includes(it)) || (paths.length > 0) !== (right.paths.length > 0)) {
    say(number, "other errors", asked, JSON.stringify(paths), JSON.stringify(right.paths));
  }
}

let next = 0;
await Promise.all(Array.from({ length: WORKERS }, async () => {
  while (next < Number(count)) {
    const number = next;
    next += 1;
    try {
      await look(number);
    } catch (cause) {
      wrong += 1;
      console.error(`seed ${seed}, document ${number}: ${cause.stack}`);
    }
  }
}));
console.log(JSON.stringify(told));
for (const it of DIFFERENT.filter(({ name }) => told.different[name])) console.log(`differs on purpose: ${it.name}: ${it.reason}`);
// a run that compares next to nothing would find nothing
const enough = told.answered * 5 > Number(count) * 0.5 && told.invalid * 10 > Number(count) && told.failing > 0 && told.unreadable * 20 < Number(count);
if (!enough) console.error("too few documents could be compared");
console.log(`${wrong} wrong`);
process.exit(wrong === 0 && enough ? 0 : 1);
