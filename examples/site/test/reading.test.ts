// Reading from a real server: views and caches, trusted documents, everything for a static build.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { print } from "graphql";
import { publicEntries, sitemap } from "../scripts/sitemap";
import { sessionLink } from "../src/api/apollo-link";
import { deskClient, publicClient } from "../src/api/clients";
import { Session } from "../src/api/session";
import { ResolveDocument } from "../src/gql/graphql";
import { type Account, type Api, Memory, PASSWORD, startApi } from "./server";

const TITLE = gql("query Title($id: ID!) { initiative(by: { id: $id }) { id title } }");
const MANIFEST = new URL("../src/gql/persisted-documents.json", import.meta.url).pathname;
const ANA: Account = { name: "Ana Kervella", email: "ana@example.org", role: "contributor" };
const ERWAN: Account = { name: "Erwan Riou", email: "erwan@example.org", role: "editor", territory: "pays:pays-de-brest" };

let api: Api;
before(async () => {
  api = await startApi([ANA, ERWAN]);
});
after(() => api.stop());

async function signedIn(url: string, email: string, trusted = false): Promise<Session> {
  const session = new Session({ url, trusted }, new Memory());
  assert.deepEqual(await session.signIn(email, PASSWORD), []);
  return session;
}

/** A published initiative with a change that waits for an editor: the public sees one title, its author the other. */
async function withProposal(): Promise<{ id: string; author: Session }> {
  const [author, editor] = [await signedIn(api.url, ANA.email), await signedIn(api.url, ERWAN.email)];
  const [hers, his] = [author, editor].map((it) => deskClient({ url: api.url }, it));
  const input = { title: "Le Fournil", body: "Du pain.", territories: ["commune:29019"] };
  const create = "mutation ($input: InitiativeCreateInput!) { initiativeCreate(input: $input) { initiative { id } } }";
  const { id } = (await hers!.mutation(create, { input })).data.initiativeCreate.initiative;
  const submit = "mutation ($input: EntrySubmitInput!) { entrySubmit(input: $input) { userErrors { message } } }";
  assert.deepEqual((await hers!.mutation(submit, { input: { id, version: 1 } })).data.entrySubmit.userErrors, []);
  const publish = "mutation ($input: EntryPublishInput!) { entryPublish(input: $input) { entry { version } } }";
  const { version } = (await his!.mutation(publish, { input: { id, version: 2 } })).data.entryPublish.entry;
  const update = "mutation ($input: InitiativeUpdateInput!) { initiativeUpdate(input: $input) { userErrors { message } } }";
  const changed = await hers!.mutation(update, { input: { id, version, title: "Le Fournil à Brest" } });
  assert.deepEqual(changed.data.initiativeUpdate.userErrors, []);
  return { id, author };
}

it("a normalised cache serves one view", async () => {
  const { id, author } = await withProposal();
  const link = (view: string) =>
    sessionLink(author).concat(new HttpLink({ uri: api.url, headers: { "Content-View": view } }));
  const read = async (client: ApolloClient, fetchPolicy: "cache-first" | "network-only") =>
    (await client.query<{ initiative: { title: string } }>({ query: TITLE, variables: { id }, fetchPolicy })).data
      ?.initiative.title;

  // one client a view
  const site = new ApolloClient({ link: link("published"), cache: new InMemoryCache() });
  const desk = new ApolloClient({ link: link("latest"), cache: new InMemoryCache() });
  assert.equal(await read(site, "network-only"), "Le Fournil");
  assert.equal(await read(desk, "network-only"), "Le Fournil à Brest");
  assert.equal(await read(site, "cache-first"), "Le Fournil");

  // one cache for both: the draft is shown as if it were public
  const cache = new InMemoryCache();
  const [first, second] = [link("published"), link("latest")].map((it) => new ApolloClient({ link: it, cache }));
  assert.equal(await read(first!, "network-only"), "Le Fournil");
  assert.equal(await read(second!, "network-only"), "Le Fournil à Brest");
  assert.equal(await read(first!, "cache-first"), "Le Fournil à Brest");
});

it("an answer to GET has a tag, and 304 for a client that holds it", async () => {
  const address = `${api.url}?${new URLSearchParams({ query: "{ network { name } }" })}`;
  const first = await fetch(address);
  assert.equal(first.headers.get("cache-control"), "public, no-cache");
  const tag = first.headers.get("etag");
  assert.ok(tag);
  assert.equal((await fetch(address, { headers: { "If-None-Match": tag } })).status, 304);
});

it("the sitemap has every public entry, by its page on the site", async () => {
  const { data } = await publicClient({ url: api.url }).query("{ entries { totalCount } }", {});
  const entries = [];
  for await (const entry of publicEntries(api.url)) entries.push(entry);
  assert.ok(entries.length > 100, `${entries.length}`);
  assert.equal(entries.length, data.entries.totalCount);
  const xml = await sitemap(api.url);
  assert.equal(xml.match(/<url>/g)?.length, entries.length);
  assert.ok(entries.every((it) => xml.includes(`<loc>${it.url}</loc>`)));
});

it("a server that trusts codegen's documents carries out those alone", async () => {
  const strict = await startApi([ANA], { BC_DOCUMENTS: MANIFEST, BC_DOCUMENTS_ONLY: "true" });
  const plainFetch = globalThis.fetch;
  try {
    const sent: string[] = [];
    globalThis.fetch = (input, init) => {
      sent.push(`${init?.method} ${input}`);
      return plainFetch(input, init);
    };
    const options = { url: strict.url, trusted: true };
    const { data, error } = await publicClient(options).query(ResolveDocument, { path: "/nothing" });
    assert.deepEqual([error, data?.resolve], [undefined, null]);
    assert.ok(sent[0]?.startsWith("GET ") && sent[0].includes("sha256Hash"), `${sent}`);
    const session = await signedIn(strict.url, ANA.email, true);
    assert.ok(session.isReady);

    const refused = await plainFetch(strict.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: print(TITLE), variables: { id: "x" } }),
    });
    assert.equal((await refused.json()).errors[0].extensions.code, "PERSISTED_QUERY_REQUIRED");
  } finally {
    globalThis.fetch = plainFetch;
    await strict.stop();
  }
});
