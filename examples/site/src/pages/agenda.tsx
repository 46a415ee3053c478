// The agenda, a month a page.
import { useQuery } from "urql";
import { Link, useSearchParams } from "wouter";
import { graphql } from "../gql";
import { addMonths, monthBounds, monthOf } from "../month";
import { Answer } from "../parts/answer";
import { monthName, when } from "../parts/dates";
import { pathOf } from "../parts/entry-card";
import { useNetwork } from "../parts/site";

const AgendaQuery = graphql(`
  query Agenda($from: DateTime!, $to: DateTime!) {
    occurrences(from: $from, to: $to, first: 100) {
      nodes {
        id
        allDay
        start
        end
        startDate
        endDate
        eventStatus
        event { id kind slug title timeZone place licence { key shortName } }
      }
    }
  }
`);

export function AgendaPage() {
  const network = useNetwork();
  return network ? <Agenda timeZone={network.timeZone} /> : null;
}

function Agenda({ timeZone }: { timeZone: string }) {
  const [asked] = useSearchParams();
  const wished = asked.get("mois");
  const month = wished && /^\d{4}-(0[1-9]|1[0-2])$/.test(wished) ? wished : monthOf(new Date(), timeZone);
  const [result] = useQuery({ query: AgendaQuery, variables: monthBounds(month, timeZone) });
  return (
    <>
      <title>{`Agenda, ${monthName(month)}`}</title>
      <h1>Agenda</h1>
      <nav className="pages" aria-label="Mois">
        <Link href={`/agenda?mois=${addMonths(month, -1)}`}>← {monthName(addMonths(month, -1))}</Link>
        <strong>{monthName(month)}</strong>
        <Link href={`/agenda?mois=${addMonths(month, 1)}`} className="next">{monthName(addMonths(month, 1))} →</Link>
      </nav>
      <Answer result={result}>
        {({ occurrences: { nodes } }) =>
          nodes.length === 0 ? (
            <p>Aucun rendez-vous ce mois-ci.</p>
          ) : (
            <ul className="agenda">
              {nodes.map((it) => (
                <li key={it.id} className={it.eventStatus === "CANCELLED" ? "cancelled" : undefined}>
                  <span className="when">{when(it, it.event.timeZone)}</span>
                  <Link href={pathOf(it.event)}>{it.event.title}</Link>
                  <span className="meta">
                    {[it.eventStatus === "CANCELLED" && "Annulé", it.event.place].filter(Boolean).join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}
