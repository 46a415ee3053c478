// Compares the schema with the one that was last released: what breaks a client fails.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildASTSchema, buildSchema, parse, visit } from "graphql";

const root = new URL("../../", import.meta.url).pathname;
const git = (...words) => execFileSync("git", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
const text = readFileSync(`${root}schema.graphql`, "utf8");
const present = buildSchema(text);
const breaking = (changes) => changes.filter((it) => it.criticality.level === CriticalityLevel.Breaking);

// a comparison that finds nothing in a schema that lost a field would find nothing at all
const poorer = buildASTSchema(visit(parse(text), { FieldDefinition: (it) => (it.name.value === "network" ? null : undefined) }));
if (breaking(await diff(present, poorer)).length === 0) {
  console.error("the comparison does not see that a field is gone");
  process.exit(1);
}

let tag;
try {
  tag = git("describe", "--tags", "--abbrev=0", "--match", "v*").trim();
} catch {
  console.log("nothing has been released yet: there is nothing to compare with");
  process.exit(0);
}
const changes = await diff(buildSchema(git("show", `${tag}:schema.graphql`)), present);
for (const it of changes) console.log(`${it.criticality.level}: ${it.message}`);
console.log(`${changes.length} changes since ${tag}, ${breaking(changes).length} of them breaking`);
process.exit(breaking(changes).length === 0 ? 0 : 1);
