// Each rule about descriptions finds its fault in a schema that has one of each, and nothing in a schema that has none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { described, faults } from "./descriptions.js";
import { parse } from "graphql";

const rules = (sdl) => faults(sdl).map((it) => `${it.rule} ${it.at}`).sort();

const good = `
"A document that people can read and reuse."
type Document implements Named {
  "Name of the document, for anyone who looks for it."
  name: String!
  "Whether the document is public."
  isPublic: Boolean!
  "Notes about the document, at which editors look."
  notes("Number of notes to return, 1 to 100." first: Int): [String!]!
}

"An object with a name that people know."
interface Named {
  "Name of the object, on one line."
  name: String!
}

"Conditions on documents. A document meets all that are set."
input DocumentFilter {
  "Words that occur in the name."
  search: String
}

"State of a document. Values may be added."
enum State {
  "Readable by everybody."
  PUBLIC
}

"A day of the local calendar."
scalar Day

"Any object that a search finds."
union Found = Document

"Cost of one value of the field."
directive @weight(value: Int) on FIELD_DEFINITION

type Query {
  document: Document
}
`.replace("type Query {\n  document", '"The query root of the example."\ntype Query {\n  "One document, or null."\n  document');

test("a schema that is described passes", () => {
  assert.deepEqual(faults(good), []);
});

test("everything but arguments of directives is looked at", () => {
  assert.deepEqual(described(parse(good)).map((it) => it.at), [
    "Document", "Document.name", "Document.isPublic", "Document.notes", "Document.notes(first:)",
    "Named", "Named.name",
    "DocumentFilter", "DocumentFilter.search",
    "State", "State.PUBLIC",
    "Day", "Found", "@weight",
    "Query", "Query.document",
  ]);
});

const absent = {
  "a type": ['"A document that people can read and reuse."', "Document"],
  "a field": ['"Whether the document is public."', "Document.isPublic"],
  "an argument": ['"Number of notes to return, 1 to 100."', "Document.notes(first:)"],
  "an interface": ['"An object with a name that people know."', "Named"],
  "an input": ['"Conditions on documents. A document meets all that are set."', "DocumentFilter"],
  "an input field": ['"Words that occur in the name."', "DocumentFilter.search"],
  "an enum": ['"State of a document. Values may be added."', "State"],
  "an enum value": ['"Readable by everybody."', "State.PUBLIC"],
  "a scalar": ['"A day of the local calendar."', "Day"],
  "a union": ['"Any object that a search finds."', "Found"],
  "a directive": ['"Cost of one value of the field."', "@weight"],
};
for (const [what, [text, at]] of Object.entries(absent)) {
  test(`${what} without a description is refused`, () => {
    assert.ok(good.includes(text));
    assert.deepEqual(rules(good.replace(text, "")), [`missing ${at}`]);
    assert.deepEqual(rules(good.replace(text, '"  "')), [`missing ${at}`]);
  });
}

const PLACE = "Whether the document is public.";
const bad = {
  short: ["Is it public.", "Public: 12345678901234567890."],
  riddle: [
    "What the document shows to everybody.",
    "How the document is published.",
    "Which of the documents is public.",
    "Who may read the document, and when.",
    "Whether it is public or private.",
    "It is public, or it is private.",
    "Their state of publication.",
    "Something that is public or not.",
  ],
  bare: [
    "True for who may read the document.",
    "The state of what is published.",
    "True for those it belongs to whom it may concern.",
    "A notice to whoever reads the document.",
  ],
  dangling: [
    "Person or organisation who made it.",
    "Role in which the entry shows it, such as the cover.",
    "Moment at which it was sent by somebody.",
  ],
  repeats: ["The public is, of the public, to the public."],
  dialect: [
    "Problems to be mended before publication.",
    "True when the document was handed in.",
    "True when the document was taken back.",
    "True while the link is good for readers.",
    "True while the document is in use.",
    "True when the document stands in a list.",
    "True when nothing became of the document.",
    "True when editors look after the document.",
  ],
};
for (const [rule, texts] of Object.entries(bad)) {
  for (const text of texts) {
    test(`${rule}: ${text}`, () => {
      assert.deepEqual(rules(good.replace(PLACE, text)), [`${rule} Document.isPublic`]);
    });
  }
}

test("pronouns with a noun before them, and relative clauses, are in order", () => {
  for (const text of ["True for anyone who may read it.", "True for those who may read it.", "The list in which the document is."]) {
    assert.deepEqual(rules(good.replace(PLACE, text)), []);
  }
});

test("a description that serves many names is refused, once", () => {
  const fields = (names) => names.map((it) => `"Value of the measure, in metres." ${it}: Int`).join("\n");
  const measures = (names) => `${good}\n"Measures of a document on paper." type Measures {\n${fields(names)}\n}`;
  assert.deepEqual(rules(measures(["width", "height", "depth"])), []);
  assert.deepEqual(rules(measures(["width", "height", "depth", "length"])), ["reused Measures.width"]);
});

test("connections and edges share their descriptions", () => {
  const pages = ["A", "B", "C", "D", "E"].map((it) => `"One page of a list of documents." type ${it}Connection { "Number of nodes in the whole list." totalCount: Int }`);
  assert.deepEqual(rules(`${good}\n${pages.join("\n")}`), []);
});
