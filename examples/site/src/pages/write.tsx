// Writing an initiative: a draft that is saved, shown to somebody, and handed in.
import { type FormEvent, useState } from "react";
import { useMutation, useQuery } from "urql";
import { useLocation } from "wouter";
import { type Problem, sentence } from "../api/errors";
import { graphql } from "../gql";
import type { EditableFragment, EntryStatus } from "../gql/graphql";
import { Answer } from "../parts/answer";
import { Field, OtherProblems } from "../parts/form";

graphql(`
  fragment Editable on Initiative {
    id
    version
    status
    title
    summary
    body
    website
    themes { slug name }
    territories { ref name }
    viewerCan
    publishBlockers { code path message }
  }
`);

const EditQuery = graphql(`
  query Edit($id: ID!) {
    initiative(by: { id: $id }) { ...Editable }
  }
`);

const ThemesQuery = graphql(`
  query Themes {
    themes(first: 100) { nodes { id slug name } }
  }
`);

const PlacesQuery = graphql(`
  query Places($search: String!) {
    territories(first: 20, filter: { search: $search }) { nodes { id ref name } }
  }
`);

const CreateMutation = graphql(`
  mutation Create($input: InitiativeCreateInput!) {
    initiativeCreate(input: $input) {
      initiative { ...Editable }
      userErrors { code path message }
    }
  }
`);

const UpdateMutation = graphql(`
  mutation Update($input: InitiativeUpdateInput!) {
    initiativeUpdate(input: $input) {
      initiative { ...Editable }
      userErrors { code path message }
    }
  }
`);

const SubmitMutation = graphql(`
  mutation Submit($input: EntrySubmitInput!) {
    entrySubmit(input: $input) {
      entry { id status version }
      userErrors { code path message }
    }
  }
`);

const ShowMutation = graphql(`
  mutation Show($input: PreviewCreateInput!) {
    previewCreate(input: $input) {
      preview { id expiresAt }
      url
      userErrors { code path message }
    }
  }
`);

export const STATUS: Record<EntryStatus, string> = {
  DRAFT: "Brouillon",
  SUBMITTED: "Soumis, en attente de relecture",
  PUBLISHED: "Publié",
  REFUSED: "Non retenu",
  WITHDRAWN: "Retiré",
};
const FIELDS = ["title", "summary", "body", "website", "themes", "territories"];

export function WritePage({ id }: { id?: string }) {
  const [result] = useQuery({ query: EditQuery, variables: { id: id ?? "" }, pause: !id });
  if (!id) return <Form />;
  return (
    <Answer result={result}>
      {({ initiative }) => (initiative ? <Form draft={initiative} /> : <p>Ce texte n’existe pas, ou n’est pas le vôtre.</p>)}
    </Answer>
  );
}

function Form({ draft }: { draft?: EditableFragment }) {
  const [, navigate] = useLocation();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [saying, setSaying] = useState("");
  const [preview, setPreview] = useState<string | null>(null);
  const [place, setPlace] = useState(draft?.territories[0]?.name ?? "");
  const [themes] = useQuery({ query: ThemesQuery, requestPolicy: "cache-first" });
  const [places] = useQuery({ query: PlacesQuery, variables: { search: place }, pause: place.length < 3 });
  const [creating, create] = useMutation(CreateMutation);
  const [updating, update] = useMutation(UpdateMutation);
  const [submitting, submit] = useMutation(SubmitMutation);
  const [showing, show] = useMutation(ShowMutation);
  const isBusy = creating.fetching || updating.fetching || submitting.fetching || showing.fetching;

  /** What a mutation said: true when it was done. */
  function settled(error: Parameters<typeof sentence>[0] | undefined, userErrors: Problem[] | undefined): boolean {
    setProblems(userErrors ?? []);
    setSaying(error ? sentence(error) : userErrors?.length ? "Rien n’a été enregistré : voyez ci-dessous." : "");
    return !error && userErrors?.length === 0;
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    const known = [...(places.data?.territories.nodes ?? []), ...(draft?.territories ?? [])];
    const found = known.find((it) => it.name === place);
    if (place && !found) {
      settled(undefined, [{ code: "UNKNOWN", path: ["territories"], message: "Choisissez un territoire de la liste." }]);
      return;
    }
    const input = {
      title: text("title"),
      // null clears a field; a field that is not sent is left alone
      summary: text("summary") || null,
      body: text("body"),
      website: text("website") || null,
      themes: text("themes") ? [text("themes")] : [],
      territories: found ? [found.ref] : [],
    };
    if (draft) {
      const { data, error } = await update({ input: { id: draft.id, version: draft.version, ...input } });
      if (settled(error, data?.initiativeUpdate.userErrors)) setSaying("Enregistré.");
    } else {
      const { data, error } = await create({ input });
      const made = data?.initiativeCreate.initiative;
      if (settled(error, data?.initiativeCreate.userErrors) && made) navigate(`/ecrire/${made.id}`, { replace: true });
    }
  }

  async function handIn({ id, version }: EditableFragment) {
    const { data, error } = await submit({ input: { id, version } });
    if (settled(error, data?.entrySubmit.userErrors)) setSaying("Soumis. Un membre de la rédaction vous répondra.");
  }

  async function showTo({ id }: EditableFragment) {
    const { data, error } = await show({ input: { entry: id } });
    if (settled(error, data?.previewCreate.userErrors)) setPreview(data?.previewCreate.url ?? null);
  }

  const title = draft ? draft.title : "Raconter une initiative";
  const mayEdit = !draft || draft.viewerCan.includes("EDIT") || draft.viewerCan.includes("PROPOSE");
  return (
    <>
      <title>{title}</title>
      <h1>{title}</h1>
      {draft && <p className="meta">{STATUS[draft.status]} · version {draft.version}</p>}
      <p role="status" className="saying">{saying}</p>
      <form className="write" onSubmit={(event) => void save(event)}>
        <OtherProblems problems={problems} fields={FIELDS} />
        <Field label="Titre" name="title" defaultValue={draft?.title} problems={problems} disabled={!mayEdit} required />
        <Field
          label="Résumé" name="summary" hint="Une ou deux phrases, 280 caractères au plus." rows={3}
          defaultValue={draft?.summary ?? ""} problems={problems} disabled={!mayEdit}
        />
        <Field
          label="Texte" name="body" hint="En Markdown : une ligne vide sépare deux paragraphes." rows={12}
          defaultValue={draft?.body} problems={problems} disabled={!mayEdit}
        />
        <Field
          label="Site de l’initiative" name="website" inputMode="url" placeholder="https://…"
          defaultValue={draft?.website ?? ""} problems={problems} disabled={!mayEdit}
        />
        <div className="field">
          <label htmlFor="themes">Thème</label>
          <select
            id="themes" name="themes" defaultValue={draft?.themes[0]?.slug} disabled={!mayEdit} key={String(!themes.data)}
          >
            <option value="">Aucun</option>
            {themes.data?.themes.nodes.map((it) => <option key={it.id} value={it.slug}>{it.name}</option>)}
          </select>
        </div>
        <Field
          label="Territoire" name="territories" hint="Commune, intercommunalité, pays ou département." list="places"
          value={place} onChange={(event: { target: { value: string } }) => setPlace(event.target.value)}
          autoComplete="off" problems={problems} disabled={!mayEdit}
        />
        <datalist id="places">
          {places.data?.territories.nodes.map((it) => <option key={it.id} value={it.name} />)}
        </datalist>
        {mayEdit && <button type="submit" disabled={isBusy}>{draft ? "Enregistrer" : "Créer le brouillon"}</button>}
      </form>
      {draft && <Steps draft={draft} isBusy={isBusy} handIn={handIn} showTo={showTo} />}
      {preview && (
        <p className="notice">
          Lien d’aperçu, valable trois jours, à envoyer à qui vous voulez : <a href={preview}>{preview}</a>
        </p>
      )}
    </>
  );
}

interface StepsProps {
  draft: EditableFragment;
  isBusy: boolean;
  handIn: (draft: EditableFragment) => Promise<void>;
  showTo: (draft: EditableFragment) => Promise<void>;
}

/** What can be done with a draft once it is saved: `viewerCan` says it. */
function Steps({ draft, isBusy, handIn, showTo }: StepsProps) {
  const isReady = draft.publishBlockers.length === 0;
  return (
    <section className="steps">
      {!isReady && (
        <>
          <p>Avant de soumettre :</p>
          <ul>{draft.publishBlockers.map((it, at) => <li key={at}>{it.message}</li>)}</ul>
        </>
      )}
      {draft.viewerCan.includes("PREVIEW") && (
        <button type="button" className="quiet" disabled={isBusy} onClick={() => void showTo(draft)}>Créer un aperçu</button>
      )}
      {draft.viewerCan.includes("SUBMIT") && (
        <button type="button" disabled={isBusy || !isReady} onClick={() => void handIn(draft)}>Soumettre</button>
      )}
    </section>
  );
}
