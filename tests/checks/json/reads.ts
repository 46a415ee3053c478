// A script of a partner, typed by the description: it compiles, and reads what it says. Compiled and run by client.js.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const api = createClient<paths>({ baseUrl: process.argv[2] ?? "" });
type Initiative = components["schemas"]["Initiative"];

const fail = (message: string): never => {
  throw new Error(message);
};

const { data: page } = await api.GET("/api/initiatives", {
  params: { query: { territory: ["pays:pays-de-brest"], first: 5, order: ["-publishedAt"], include: ["attributionHtml"] } },
});
const initiatives: Initiative[] = page?.items ?? fail("no initiatives");
for (const { title, url, licence, attribution, authors } of initiatives) {
  const credit: string = attribution;
  if (!credit.includes(licence.shortName) || title.length === 0 || !url.startsWith("http")) fail(`no credit: ${credit}`);
  if (authors.length > 0 && authors[0]?.role !== "AUTHOR") fail("the first author is none");
}

const { data: recipe } = await api.GET("/api/recipes/{id}", { params: { path: { id: "organiser-un-repair-cafe" } } });
const steps: string[] = (recipe?.steps ?? []).map((step) => step.text);
if (steps.length === 0) fail("no steps");

const { data: agenda } = await api.GET("/api/occurrences", { params: { query: { first: 3 } } });
for (const { timing, event } of agenda?.items ?? []) {
  const when: string = timing?.start ?? timing?.startDate ?? fail("no beginning");
  if (Number.isNaN(Date.parse(when)) || event.licence.key.length === 0) fail("no event");
}

const { data: found } = await api.GET("/api/search", { params: { query: { text: "jardin partagé", facets: true, kind: ["INITIATIVE"], first: 5 } } });
for (const { entry, highlightedTitle } of found?.items ?? []) {
  const shown = entry ?? fail("members are found by searches without a filter");
  if (!shown.attribution.includes(shown.licence.shortName) || highlightedTitle.length === 0) fail(`no credit: ${shown.title}`);
}
if ((found?.facets?.kind[0]?.count ?? 0) < 1 || (found?.page.totalCount ?? 0) < 1) fail("nothing is found");
const { data: completions } = await api.GET("/api/suggest", { params: { query: { text: "jard", first: 3 } } });
if (!completions?.items[0]?.text.startsWith("jard")) fail("no completion");

const { data: log } = await api.GET("/api/changes", { params: { query: { since: "2000-01-01T00:00:00Z", first: 100 } } });
const last: string = log?.page.endCursor ?? fail("no log");
const { data: rest } = await api.GET("/api/changes", { params: { query: { after: last } } });
if (rest === undefined || log?.items.length !== 100 || log.items[0]?.action !== "UPSERT") fail("the log does not go on");

const { error, response } = await api.GET("/api/initiatives", {
  // @ts-expect-error a parameter that is not described does not compile, and is refused
  params: { query: { teme: "numerique" } },
});
if (response.status !== 400 || error?.parameter !== "teme" || error.suggestions?.[0] !== "theme") fail("no problem");

console.log(`a TypeScript client read ${initiatives.length} initiatives, ${steps.length} steps, ${log?.items.length} changes`);
