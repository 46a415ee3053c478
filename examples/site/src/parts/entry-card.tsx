// An entry in a list.
import { Link } from "wouter";
import { graphql } from "../gql";
import type { EntryCardFragment, EntryKind } from "../gql/graphql";
import { day } from "./dates";

graphql(`
  fragment EntryCard on Entry {
    id
    kind
    title
    slug
    summary
    language
    publishedAt
    licence { key shortName }
    territories { ref name }
  }
`);

/** The page of an entry on this site: the API is told the same with BC_ENTRY_URL. */
export const pathOf = (entry: { kind: EntryKind; slug: string }) => `/${entry.kind.toLowerCase()}/${entry.slug}`;

export const KINDS: Record<EntryKind, string> = {
  ARTICLE: "Article",
  EVENT: "Rendez-vous",
  INITIATIVE: "Initiative",
  PAGE: "Page",
  RECIPE: "Recette",
};

export function EntryCard({ entry, showKind = false }: { entry: EntryCardFragment; showKind?: boolean }) {
  return (
    <article className="card" lang={entry.language}>
      <p className="meta">
        {[showKind && KINDS[entry.kind], entry.territories[0]?.name].filter(Boolean).join(" · ")}
      </p>
      <h3><Link href={pathOf(entry)}>{entry.title}</Link></h3>
      {entry.summary && <p>{entry.summary}</p>}
      <p className="meta">
        {entry.publishedAt && <time dateTime={entry.publishedAt}>{day(entry.publishedAt)}</time>} · {entry.licence.shortName}
      </p>
    </article>
  );
}
