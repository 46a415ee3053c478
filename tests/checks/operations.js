// Validates every operation that the repository holds: the contract's, and those of the documentation. Those that are
// not served yet are listed in expected.json; one that has become valid must leave the list.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";

const root = new URL("../../", import.meta.url).pathname;
const schema = buildSchema(readFileSync(`${root}schema.graphql`, "utf8"));
const expected = new Set(JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8")));
const FEWEST = 10;

const files = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(ending)).map((it) => join(folder, it));

const found = files("tests/operations", ".graphql").map((file) => ({ file, line: 1, text: readFileSync(join(root, file), "utf8") }));
for (const file of ["README.md", ...files("docs", ".md")]) {
  const text = readFileSync(join(root, file), "utf8");
  for (const block of text.matchAll(/^```graphql\n([\s\S]*?)^```/gm)) {
    found.push({ file, line: text.slice(0, block.index).split("\n").length + 1, text: block[1] });
  }
}

let wrong = 0;
const say = (message) => { wrong += 1; console.error(message); };
for (const { file, line, text } of found) {
  let errors;
  try {
    errors = validate(schema, parse(text));
  } catch (cause) {
    errors = [cause];
  }
  if (expected.has(file)) {
    if (errors.length === 0) say(`${file} is served now: take it out of tests/checks/expected.json`);
  } else {
    for (const it of errors) say(`${file}:${line + (it.locations?.[0]?.line ?? 1) - 1}: ${it.message}`);
  }
}
if (found.length < FEWEST) say(`only ${found.length} operations were found; there are at least ${FEWEST}`);
console.log(`${found.length} operations, ${expected.size} of them not served yet, ${wrong} wrong`);
process.exit(wrong === 0 ? 0 : 1);
