// Each rule about names finds its fault in a schema that has one, and nothing in a schema that has none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "./names.js";

const good = `
type Document { isPublic: Boolean! createdAt: DateTime! startsOn: Date url: URL! licenceUrl: URL tags: [URL!]! }
input DocumentFilter { isPublic: Boolean updatedAfter: DateTime }
input DocumentCreateInput { dryRun: Boolean publishedAt: DateTime }
input DocumentBy @oneOf { id: ID url: URL }
type DocumentCreatePayload { document: Document userErrors: [String!]! query: String! }
`;
const at = (sdl, kept = [], bare = []) => faults(sdl, new Set(kept), new Set(bare)).map((it) => it.at);

test("a schema that keeps the rules passes", () => assert.deepEqual(at(good), []));

for (const [from, to, where] of [
  ["isPublic: Boolean! ", "public: Boolean! ", "Document.public"],
  ["{ isPublic: Boolean up", "{ public: Boolean up", "DocumentFilter.public"],
  ["createdAt", "created", "Document.created"],
  ["updatedAfter", "updatedSince", "DocumentFilter.updatedSince"],
  ["startsOn", "starts", "Document.starts"],
  ["licenceUrl", "deed", "Document.deed"],
  ["publishedAt: DateTime", "published: DateTime", "DocumentCreateInput.published"],
  ["input DocumentBy", "input Target", "Target"],
  ["{ document: Document user", "{ isDone: Boolean! document: Document user", "DocumentCreatePayload"],
  ["{ document: Document user", "{ user", "DocumentCreatePayload"],
  ["userErrors: [String!]! query", "messages: [String!]! query", "DocumentCreatePayload"],
]) {
  test(`${from} is not ${to}`, () => {
    assert.ok(good.includes(from));
    assert.deepEqual(at(good.replace(from, to)), [where]);
  });
}

test("a name that is kept passes, and leaves the list when it is not needed", () => {
  const bad = good.replace("createdAt", "created");
  assert.deepEqual(at(bad, ["Document.created"]), []);
  assert.deepEqual(at(good, ["Document.created"]), ["Document.created"]);
});
