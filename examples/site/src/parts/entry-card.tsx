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

interface Props {
  entry: EntryCardFragment;
  showKind?: boolean;
  /** The level of its heading: one under that of the list. */
  heading?: "h2" | "h3";
}

export function EntryCard({ entry, showKind = false, heading: Heading = "h3" }: Props) {
  return (
    <article className="card" lang={entry.language}>
      <p className="meta">
        {[showKind && KINDS[entry.kind], entry.territories[0]?.name].filter(Boolean).join(" · ")}
      </p>
      <Heading><Link href={pathOf(entry)}>{entry.title}</Link></Heading>
      {entry.summary && <p>{entry.summary}</p>}
      <p className="meta">
        {entry.publishedAt && <time dateTime={entry.publishedAt}>{day(entry.publishedAt)}</time>} · {entry.licence.shortName}
      </p>
    </article>
  );
}
