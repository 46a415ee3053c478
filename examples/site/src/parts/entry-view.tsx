// An entry as a whole, of any kind: the public page and the preview show it alike.
import { Link } from "wouter";
import { graphql } from "../gql";
import type { EntryViewFragment, Maturity } from "../gql/graphql";
import { day, languageName, when } from "./dates";
import { KINDS, pathOf } from "./entry-card";
import { Picture } from "./picture";

graphql(`
  fragment EntryView on Entry {
    id
    kind
    slug
    title
    summary
    language
    publishedAt
    cover { ...Picture }
    body(format: HTML)
    attribution(format: HTML)
    licence {
      key
      permits { adaptation commercialUse }
      requires { attribution shareAlike }
    }
    authors { name member { id slug } }
    territories { ref name }
    themes { slug name }
    references { title url }
    translations { language title slug url }
    ... on Initiative {
      maturity
      website
      holders { name member { id slug } }
      need(format: HTML)
      response(format: HTML)
      articles(first: 5) { nodes { id kind slug title } }
    }
    ... on Event {
      timeZone
      place
      address
      organisers { name member { id slug } }
      eventStatus
      timings { id allDay start end startDate endDate eventStatus }
    }
    ... on Recipe {
      duration
      materials
      steps { title text(format: HTML) }
    }
    ... on Article {
      originalUrl
      source { name }
    }
  }
`);

const MATURITY: Record<Maturity, string> = {
  IDEA: "une idée",
  STARTING: "démarre",
  DEVELOPING: "se développe",
  MATURE: "bien établie",
  ENDED: "terminée",
};

/** HTML of the API is safe to put into a page as it is. */
export const Html = ({ html, className }: { html: string; className?: string }) => (
  <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
);

const Credits = ({ credits }: { credits: EntryViewFragment["authors"] }) =>
  credits.map(({ name, member }, at) => (
    <span key={at}>
      {at > 0 && ", "}
      {member ? <Link href={`/membre/${member.slug}`}>{name}</Link> : name}
    </span>
  ));

export function EntryView({ entry }: { entry: EntryViewFragment }) {
  return (
    <article className="entry" lang={entry.language}>
      <p className="meta">{[KINDS[entry.kind], ...entry.territories.map((it) => it.name)].join(" · ")}</p>
      <h1>{entry.title}</h1>
      {entry.summary && <p className="lead">{entry.summary}</p>}
      <p className="meta">
        {entry.authors.length > 0 && <>Par <Credits credits={entry.authors} />. </>}
        {entry.publishedAt && <>Publié le <time dateTime={entry.publishedAt}>{day(entry.publishedAt)}</time>.</>}
      </p>
      {entry.translations.length > 0 && (
        <p className="meta">
          Aussi en{" "}
          {entry.translations.map((it, at) => (
            <span key={it.language}>
              {at > 0 && ", "}
              <a href={it.url} hrefLang={it.language} title={it.title}>{languageName(it.language)}</a>
            </span>
          ))}
        </p>
      )}
      {entry.cover && <Picture picture={entry.cover} sizes="(min-width: 48rem) 44rem, 100vw" />}
      <Facts entry={entry} />
      <Html className="text" html={entry.body} />
      <Own entry={entry} />
      {entry.themes.length > 0 && (
        <ul className="tags" aria-label="Thèmes">
          {entry.themes.map((it) => (
            <li key={it.slug}><Link href={`/initiatives?theme=${it.slug}`}>{it.name}</Link></li>
          ))}
        </ul>
      )}
      {entry.references.length > 0 && (
        <section>
          <h2>Références</h2>
          <ul>{entry.references.map((it) => <li key={it.url}><a href={it.url}>{it.title ?? it.url}</a></li>)}</ul>
        </section>
      )}
      <Credit entry={entry} />
    </article>
  );
}

/** The credit line, which reuse must show, and what the licence permits. */
function Credit({ entry: { attribution, licence } }: { entry: EntryViewFragment }) {
  const { permits, requires } = licence;
  const terms = [
    requires.attribution && "citer la source",
    requires.shareAlike && "partager dans les mêmes conditions",
    !permits.adaptation && "ne pas modifier",
    !permits.commercialUse && "pas d’usage commercial",
  ].filter(Boolean);
  return (
    <aside className="credit" aria-labelledby="licence">
      <h2 id="licence">Réutiliser ce contenu</h2>
      <Html html={attribution} />
      {terms.length > 0 && <p>Conditions : {terms.join(", ")}.</p>}
    </aside>
  );
}

/** When and where, who carries it: what a reader looks for first. */
function Facts({ entry }: { entry: EntryViewFragment }) {
  const facts: [string, React.ReactNode][] = [];
  if (entry.__typename === "Initiative") {
    if (entry.holders.length) facts.push(["Portée par", <Credits credits={entry.holders} />]);
    if (entry.maturity) facts.push(["Maturité", MATURITY[entry.maturity]]);
    if (entry.website) facts.push(["Site", <a href={entry.website}>{new URL(entry.website).hostname}</a>]);
  }
  if (entry.__typename === "Event") {
    if (entry.eventStatus === "CANCELLED") facts.push(["Attention", <strong>Annulé</strong>]);
    facts.push(["Quand", <ul>{entry.timings.map((it) => <li key={it.id}>{when(it, entry.timeZone)}</li>)}</ul>]);
    if (entry.place) facts.push(["Où", [entry.place, entry.address].filter(Boolean).join(", ")]);
    if (entry.organisers.length) facts.push(["Organisé par", <Credits credits={entry.organisers} />]);
  }
  if (entry.__typename === "Article" && entry.originalUrl) {
    facts.push(["Texte d’origine", <a href={entry.originalUrl}>{entry.source?.name ?? entry.originalUrl}</a>]);
  }
  if (facts.length === 0) return null;
  return <dl className="facts">{facts.map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}</dl>;
}

/** The texts that one kind alone has. */
function Own({ entry }: { entry: EntryViewFragment }) {
  if (entry.__typename === "Initiative") {
    return (
      <>
        {entry.need && <section><h2>Le besoin</h2><Html html={entry.need} /></section>}
        {entry.response && <section><h2>La réponse</h2><Html html={entry.response} /></section>}
        {entry.articles.nodes.length > 0 && (
          <section>
            <h2>À lire aussi</h2>
            <ul>{entry.articles.nodes.map((it) => <li key={it.id}><Link href={pathOf(it)}>{it.title}</Link></li>)}</ul>
          </section>
        )}
      </>
    );
  }
  if (entry.__typename === "Recipe") {
    return (
      <>
        {entry.materials.length > 0 && (
          <section><h2>Matériel</h2><ul>{entry.materials.map((it) => <li key={it}>{it}</li>)}</ul></section>
        )}
        {entry.steps.length > 0 && (
          <section>
            <h2>Étapes</h2>
            <ol>{entry.steps.map((it, at) => <li key={at}>{it.title && <h3>{it.title}</h3>}<Html html={it.text} /></li>)}</ol>
          </section>
        )}
      </>
    );
  }
  return null;
}
