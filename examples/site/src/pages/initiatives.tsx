// Initiatives, narrowed by the address of the page: a filtered list can be sent to somebody, and the back button works.
import type { FormEvent } from "react";
import { useQuery } from "urql";
import { Link, useLocation, useSearchParams } from "wouter";
import { graphql } from "../gql";
import type { TerritoryKind } from "../gql/graphql";
import { Answer } from "../parts/answer";
import { EntryCard } from "../parts/entry-card";

const InitiativesQuery = graphql(`
  query Initiatives($filter: InitiativeFilter, $first: Int, $after: String, $last: Int, $before: String) {
    initiatives(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount
      nodes { ...EntryCard }
      pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
`);

const ChoicesQuery = graphql(`
  query Choices {
    themes(first: 100) { nodes { id slug name } }
    territories(first: 100, filter: { kind: [REGION, DEPARTEMENT, PAYS, EPCI] }) { nodes { id ref kind name } }
  }
`);

const ON_A_PAGE = 12;
const KINDS: [TerritoryKind, string][] = [
  ["REGION", "Région"],
  ["DEPARTEMENT", "Départements"],
  ["PAYS", "Pays"],
  ["EPCI", "Intercommunalités"],
];

export function InitiativesPage() {
  const [asked] = useSearchParams();
  const [, navigate] = useLocation();
  const value = (name: string) => asked.get(name) || undefined;
  const [theme, territory, search, after, before] = ["theme", "territoire", "q", "apres", "avant"].map(value);
  const isFree = value("libre") === "oui";

  const [result] = useQuery({
    query: InitiativesQuery,
    variables: {
      // a field that is null or absent is no condition
      filter: {
        theme: theme ? [theme] : null,
        territory: territory ? [territory] : null,
        search: search ?? null,
        licence: isFree ? { isFreeCultural: true } : null,
      },
      ...(before ? { last: ON_A_PAGE, before } : { first: ON_A_PAGE, after: after ?? null }),
    },
  });
  const [choices] = useQuery({ query: ChoicesQuery, requestPolicy: "cache-first" });

  // a cursor belongs to one list: with other filters the list begins anew
  function narrow(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = [...new FormData(event.currentTarget)].filter(([, it]) => it !== "") as [string, string][];
    navigate(`/initiatives?${new URLSearchParams(chosen)}`);
  }
  const page = (name: string, cursor: string) => {
    const next = new URLSearchParams(asked);
    next.delete("apres");
    next.delete("avant");
    next.set(name, cursor);
    return `/initiatives?${next}`;
  };

  return (
    <>
      <title>Initiatives</title>
      <h1>Initiatives</h1>
      <form className="filters" role="search" onSubmit={narrow} key={`${asked}${choices.data ? "" : "…"}`}>
        <label>
          Mots
          <input type="search" name="q" defaultValue={search} />
        </label>
        <label>
          Thème
          <select name="theme" defaultValue={theme}>
            <option value="">Tous</option>
            {choices.data?.themes.nodes.map((it) => <option key={it.id} value={it.slug}>{it.name}</option>)}
          </select>
        </label>
        <label>
          Territoire
          <select name="territoire" defaultValue={territory}>
            <option value="">Tous</option>
            {KINDS.map(([kind, name]) => (
              <optgroup key={kind} label={name}>
                {choices.data?.territories.nodes
                  .filter((it) => it.kind === kind)
                  .map((it) => <option key={it.id} value={it.ref}>{it.name}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" name="libre" value="oui" defaultChecked={isFree} />
          Licence libre
        </label>
        <button type="submit">Filtrer</button>
      </form>
      <Answer result={result}>
        {({ initiatives: { totalCount, nodes, pageInfo } }) => (
          <>
            <p role="status">
              {totalCount === 0 && "Aucune initiative ne correspond."}
              {totalCount === 1 && "Une initiative."}
              {totalCount > 1 && `${totalCount} initiatives.`}
            </p>
            <div className="cards">{nodes.map((it) => <EntryCard key={it.id} entry={it} heading="h2" />)}</div>
            <nav className="pages" aria-label="Pages">
              {pageInfo.hasPreviousPage && pageInfo.startCursor && (
                <Link href={page("avant", pageInfo.startCursor)}>← Précédentes</Link>
              )}
              {pageInfo.hasNextPage && pageInfo.endCursor && (
                <Link href={page("apres", pageInfo.endCursor)} className="next">Suivantes →</Link>
              )}
            </nav>
          </>
        )}
      </Answer>
    </>
  );
}
