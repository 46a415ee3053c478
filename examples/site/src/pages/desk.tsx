// The desk: one's own texts and, for editors, what waits for them.
import { type FormEvent, useState } from "react";
import { useMutation, useQuery } from "urql";
import { Link } from "wouter";
import { type Problem, sentence } from "../api/errors";
import { graphql } from "../gql";
import type { QueueEntryFragment } from "../gql/graphql";
import { Answer } from "../parts/answer";
import { day } from "../parts/dates";
import { KINDS, pathOf } from "../parts/entry-card";
import { Html } from "../parts/entry-view";
import { Field, OtherProblems } from "../parts/form";
import { STATUS } from "./write";

graphql(`
  fragment QueueEntry on Entry {
    id
    kind
    title
    version
    body(format: HTML)
    authors { name }
    homeTerritory { ref name }
    viewerCan
  }
`);

const DeskQuery = graphql(`
  query Desk {
    viewer {
      member { id name slug }
      entries(first: 50) { nodes { id kind slug title status updatedAt } }
    }
    queue {
      items(first: 20) {
        totalCount
        nodes { submittedAt proposedVersion entry { ...QueueEntry } }
      }
    }
  }
`);

const PublishMutation = graphql(`
  mutation Publish($input: EntryPublishInput!) {
    entryPublish(input: $input) {
      entry { id kind slug title status }
      userErrors { code path message }
    }
  }
`);

const RequestChangesMutation = graphql(`
  mutation RequestChanges($input: EntryRequestChangesInput!) {
    entryRequestChanges(input: $input) {
      entry { id title status }
      userErrors { code path message }
    }
  }
`);

export function DeskPage() {
  const [result] = useQuery({ query: DeskQuery });
  // what was done with an item that has left the queue
  const [done, setDone] = useState<{ text: string; path?: string } | null>(null);
  return (
    <Answer result={result}>
      {({ viewer, queue }) => (
        <>
          <title>Mon bureau</title>
          <h1>Bonjour{viewer?.member && ` ${viewer.member.name}`}</h1>
          <p><Link href="/ecrire" className="button">Raconter une initiative</Link></p>
          <p role="status" className="saying">
            {done?.text} {done?.path && <Link href={done.path}>Voir la page</Link>}
          </p>
          {queue && (
            <section aria-labelledby="queue">
              <h2 id="queue">À relire ({queue.items.totalCount})</h2>
              {queue.items.nodes.length === 0 && <p>Rien n’attend votre relecture.</p>}
              {queue.items.nodes.map(
                ({ entry, submittedAt, proposedVersion }) =>
                  entry && (
                    <Item key={entry.id} entry={entry} submittedAt={submittedAt} version={proposedVersion ?? entry.version} tell={setDone} />
                  ),
              )}
            </section>
          )}
          <section aria-labelledby="mine">
            <h2 id="mine">Mes textes</h2>
            {viewer?.entries.nodes.length === 0 && <p>Vous n’avez encore rien écrit.</p>}
            <ul className="rows">
              {viewer?.entries.nodes.map((it) => (
                <li key={it.id}>
                  {it.kind === "INITIATIVE" ? <Link href={`/ecrire/${it.id}`}>{it.title}</Link> : it.title}
                  <span className="meta">{STATUS[it.status]} · modifié le {day(it.updatedAt)}</span>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Answer>
  );
}

interface ItemProps {
  entry: QueueEntryFragment;
  submittedAt: string;
  version: number;
  tell: (done: { text: string; path?: string }) => void;
}

function Item({ entry, submittedAt, version, tell }: ItemProps) {
  const [problems, setProblems] = useState<Problem[]>([]);
  const [failure, setFailure] = useState("");
  const [publishing, publish] = useMutation(PublishMutation);
  const [returning, requestChanges] = useMutation(RequestChangesMutation);
  const isBusy = publishing.fetching || returning.fetching;

  async function accept() {
    const { data, error } = await publish({ input: { id: entry.id, version } });
    setFailure(error ? sentence(error) : "");
    setProblems(data?.entryPublish.userErrors ?? []);
    const published = data?.entryPublish.entry;
    if (published) tell({ text: `« ${published.title} » est publié.`, path: pathOf(published) });
  }

  async function giveBack(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note"));
    const { data, error } = await requestChanges({ input: { id: entry.id, version, note } });
    setFailure(error ? sentence(error) : "");
    setProblems(data?.entryRequestChanges.userErrors ?? []);
    if (data?.entryRequestChanges.entry) tell({ text: `« ${data.entryRequestChanges.entry.title} » est rendu à ses auteurs.` });
  }

  return (
    <article className="item">
      <h3>{entry.title}</h3>
      <p className="meta">
        {[KINDS[entry.kind], entry.homeTerritory?.name, entry.authors.map((it) => it.name).join(", ")].filter(Boolean).join(" · ")}
        {", soumis le "}{day(submittedAt)}
      </p>
      <details>
        <summary>Lire le texte</summary>
        <Html className="text" html={entry.body} />
      </details>
      {failure && <p role="alert" className="problem">{failure}</p>}
      <OtherProblems problems={problems} fields={["note"]} />
      {entry.viewerCan.includes("PUBLISH") && (
        <button type="button" disabled={isBusy} onClick={() => void accept()}>Publier</button>
      )}
      {entry.viewerCan.includes("REQUEST_CHANGES") && (
        <details>
          <summary>Demander des changements</summary>
          <form onSubmit={(event) => void giveBack(event)}>
            <Field label="Ce qu’il faudrait changer" name="note" rows={3} problems={problems} required />
            <button type="submit" disabled={isBusy}>Rendre aux auteurs</button>
          </form>
        </details>
      )}
    </article>
  );
}
