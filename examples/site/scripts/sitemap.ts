// Every public entry, for a sitemap or for the pages of a static build: `npm run sitemap -- API > public/sitemap.xml`.
import { pathToFileURL } from "node:url";
import { Client, fetchExchange } from "@urql/core";
import { graphql } from "../src/gql";
import type { PublicEntriesQuery } from "../src/gql/graphql";

const PublicEntries = graphql(`
  query PublicEntries($after: String) {
    entries(first: 100, after: $after) {
      nodes { id kind slug url updatedAt language translations { language url } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type PublicEntry = PublicEntriesQuery["entries"]["nodes"][number];

/** Reads the whole list, a hundred rows at a time. */
export async function* publicEntries(url: string): AsyncGenerator<PublicEntry> {
  const client = new Client({ url, exchanges: [fetchExchange] });
  let after: string | null = null;
  do {
    const { data, error }: { data?: PublicEntriesQuery; error?: Error } = await client.query(PublicEntries, { after });
    if (!data) throw error ?? new Error("no answer");
    yield* data.entries.nodes;
    after = data.entries.pageInfo.hasNextPage ? (data.entries.pageInfo.endCursor ?? null) : null;
  } while (after);
}

export async function sitemap(url: string): Promise<string> {
  const rows: string[] = [];
  for await (const { url: page, updatedAt } of publicEntries(url)) {
    rows.push(`  <url><loc>${page.replaceAll("&", "&amp;")}</loc><lastmod>${updatedAt}</lastmod></url>`);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${rows.join("\n")}
</urlset>
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log(await sitemap(process.argv[2] ?? "http://127.0.0.1:8000/graphql"));
}
