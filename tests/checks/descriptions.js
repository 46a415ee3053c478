// Refuses descriptions of the schema that say nothing alone. An editor shows one description at a time, in a tooltip,
// without the fields around it: each has to name its subject, and to be more than the name once again.
//
// Arguments of directives are left out: the exporter of the schema does not write their descriptions; introspection has
// them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "graphql";

// letters, so that `id: "Id."` and a row of signs are as short as they look
const FEWEST_LETTERS = 15;
// one description may serve fields of this many names, such as `homeTerritory` and `territory`
const MOST_NAMES = 3;

// a first word that asks, or that points to something outside the tooltip; `Whether` needs its subject, too
const RIDDLE =
  /^(?:(?:what|how|which|who|whom|whose|when|where|why)(?:ever)?|it|its|they|their|them|this|these|that|those|something|somebody|someone|whether (?:it|they|this|that|these|those|somebody|someone))\b/i;
// "for who may", "of what is"; "anyone who" and "those who" have a noun before the pronoun, and "at which" is grammar
const BARE =
  /\b(?:about|after|against|among|as|at|before|behind|beside|between|by|for|from|in|into|of|on|over|than|through|to|under|upon|with|without)\s+(?:who|whom|what)(?:ever)?\b/i;
// "the person who made it": what was made stands in no tooltip; only the first sentence, since later ones have a noun before them
const DANGLING = /^[^.]*\b(?:who (?:made|sent)|viewer (?:made|sent)|entry(?: above)? shows|that shows?|at which|wherever|anything refers to) it\b/;
// words that this API once had for what others call validation errors, renew, submit, valid, expire, permanently
const DIALECT = [
  /\bmend(?:ed|s|ing)?\b/i,
  /\bcarr(?:y|ied|ies|ying) (?:it |the session |a session )?(?:on|out again)\b/i,
  /\bhand(?:ed|s|ing)? (?:it |a draft |the draft )?in\b/i,
  /\b(?:given|gives?|taken|takes?|took|giving|taking) (?:it |an entry |a draft |the right to write )?(?:back|away|up)\b/i,
  /\bdo(?:es|ne|ing)? away with\b/i,
  /\b(?:is|are|was|were|be|being|ceases? to be) (?:good|told|said)\b/i,
  /\bgood for\b/i,
  /\b(?:in|into|out of) use\b/i,
  /\bfor good\b/i,
  /\bstands?\b(?! for\b)/i,
  /\bgo(?:es|ne|ing)? on\b/i,
  /\b(?:anew|by now|ever after|of late)\b/i,
  /\bbecame of\b/i,
  /\blook(?:s|ed|ing)? after\b/i,
];

const ARTICLES = new Set(["a", "an", "the", "of", "for", "its", "their", "this", "that", "one", "is", "to"]);

const letters = (text) => text.match(/\p{L}/gu)?.length ?? 0;
const singular = (word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);
const distinct = (words) => [...new Set(words.map((it) => singular(it.toLowerCase())))].sort().join(" ");
const telling = (words) => words.filter((it) => !ARTICLES.has(it.toLowerCase()));
const wordsOfName = (name) => telling(name.split(/(?<=[a-z0-9])(?=[A-Z])|_/));
const wordsOfText = (text) => telling(text.match(/[\p{L}\p{N}]+/gu) ?? []);
// connections and edges are described once for all lists
const family = (name) => name.match(/^.+(Connection|Edge)$/)?.[1] ?? name;

const RULES = {
  missing: (text) => text === undefined && "has no description",
  short: (text) => text !== undefined && letters(text) < FEWEST_LETTERS && `has fewer than ${FEWEST_LETTERS} letters`,
  riddle: (text) => RIDDLE.test(text ?? "") && "begins with a word that asks or points: name the subject first",
  bare: (text) => BARE.test(text ?? "") && "has a bare pronoun after a preposition: say `anyone who` or the noun",
  dangling: (text) => DANGLING.test(text ?? "") && "has an `it` whose noun is not there: say the noun",
  repeats: (text, name) => text !== undefined && distinct(wordsOfText(text)) === distinct(wordsOfName(name)) && "repeats the name",
  dialect: (text) => DIALECT.some((it) => it.test(text ?? "")) && "has words of a private dialect: say it as manuals do",
};

/** Everything in a document that is to be described: `{ at, name, text }`, `text` undefined where nothing is said. */
export function described(document) {
  const found = [];
  const add = (at, node) => found.push({ at, name: node.name.value, text: node.description?.value.replace(/\s+/g, " ").trim() || undefined });
  for (const it of document.definitions) {
    if (!it.name || !it.kind.endsWith("Definition")) continue;
    const directive = it.kind === "DirectiveDefinition";
    const type = `${directive ? "@" : ""}${it.name.value}`;
    add(type, it);
    for (const part of [...(it.fields ?? []), ...(it.values ?? [])]) {
      add(`${type}.${part.name.value}`, part);
      for (const argument of part.arguments ?? []) add(`${type}.${part.name.value}(${argument.name.value}:)`, argument);
    }
  }
  return found;
}

/** What is wrong with the descriptions of a schema: `{ rule, at, message }`. */
export function faults(sdl) {
  const all = described(parse(sdl));
  const wrong = [];
  for (const { at, name, text } of all) {
    for (const [rule, judge] of Object.entries(RULES)) {
      const message = judge(text, name);
      if (message) wrong.push({ rule, at, message: text === undefined ? message : `${message}: ${JSON.stringify(text)}` });
    }
  }
  const uses = new Map();
  for (const it of all.filter((it) => it.text !== undefined)) uses.set(it.text, [...(uses.get(it.text) ?? []), it]);
  for (const [text, same] of uses) {
    const names = new Set(same.map((it) => family(it.name)));
    if (names.size > MOST_NAMES) {
      const at = same.map((it) => it.at);
      wrong.push({ rule: "reused", at: at[0], message: `serves ${names.size} different names (${at.slice(0, 6).join(", ")}): ${JSON.stringify(text)}` });
    }
  }
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sdl = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
  const wrong = faults(sdl);
  for (const it of wrong) console.error(`${it.at} ${it.message} [${it.rule}]`);
  const count = described(parse(sdl)).length;
  console.log(`${count} descriptions, ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 && count > 0 ? 0 : 1;
}
