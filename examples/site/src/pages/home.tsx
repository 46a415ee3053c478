// The first page: what is new, what is coming, the themes.
import { useQuery } from "urql";
import { Link } from "wouter";
import { graphql } from "../gql";
import { Answer } from "../parts/answer";
import { EntryCard, pathOf } from "../parts/entry-card";
import { when } from "../parts/dates";

const HomeQuery = graphql(`
  query Home($now: DateTime!) {
    network { name }
    entries(first: 6) { nodes { ...EntryCard } }
    occurrences(from: $now, first: 4) {
      nodes { id allDay start end startDate endDate event { id kind slug title timeZone place } }
    }
    themes(first: 20, filter: { isRoot: true }) { nodes { id slug name } }
  }
`);

// one moment for as long as the page is open: another one would be another question, and never answered from memory
const now = new Date().toISOString();

export function HomePage() {
  const [result] = useQuery({ query: HomeQuery, variables: { now } });
  return (
    <Answer result={result}>
      {({ network, entries, occurrences, themes }) => (
        <>
          <title>{network.name}</title>
          <h1>Ce qui s’invente près de chez vous</h1>
          <p className="lead">Des initiatives de toute la Bretagne, racontées pour être reprises.</p>
          <ul className="tags" aria-label="Thèmes">
            {themes.nodes.map((it) => (
              <li key={it.id}><Link href={`/initiatives?theme=${it.slug}`}>{it.name}</Link></li>
            ))}
          </ul>
          <section>
            <h2>Nouveautés</h2>
            <div className="cards">{entries.nodes.map((it) => <EntryCard key={it.id} entry={it} showKind />)}</div>
          </section>
          <section>
            <h2>Prochains rendez-vous</h2>
            {occurrences.nodes.length === 0 && <p>Aucun rendez-vous n’est annoncé.</p>}
            <ul className="agenda">
              {occurrences.nodes.map((it) => (
                <li key={it.id}>
                  <span className="when">{when(it, it.event.timeZone)}</span>
                  <Link href={pathOf(it.event)}>{it.event.title}</Link>
                  {it.event.place && <span className="meta">{it.event.place}</span>}
                </li>
              ))}
            </ul>
            <p><Link href="/agenda">Tout l’agenda</Link></p>
          </section>
        </>
      )}
    </Answer>
  );
}
