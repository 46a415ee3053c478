// One version of an entry, for somebody who was sent the link. The token stands behind #, where no server logs it.
import { useMemo } from "react";
import { Provider, useQuery } from "urql";
import { isUnauthenticated } from "../api/auth-exchange";
import { previewClient } from "../api/clients";
import { options } from "../app";
import { graphql } from "../gql";
import { Answer } from "../parts/answer";
import { EntryView } from "../parts/entry-view";

const PreviewQuery = graphql(`
  query Preview($id: ID!) {
    entry(by: { id: $id }) { ...EntryView }
  }
`);

export function PreviewPage({ id }: { id: string }) {
  const token = location.hash.slice(1);
  const client = useMemo(() => previewClient(options, token), [token]);
  return (
    <Provider value={client}>
      <title>Aperçu</title>
      <meta name="robots" content="noindex" />
      {token ? <Preview id={id} /> : <Over />}
    </Provider>
  );
}

function Preview({ id }: { id: string }) {
  const [result] = useQuery({ query: PreviewQuery, variables: { id } });
  if (result.error && isUnauthenticated(result.error)) return <Over />;
  return (
    <>
      <p className="notice">Ceci est un aperçu : le texte n’est pas publié sous cette forme.</p>
      <Answer result={result}>{({ entry }) => (entry ? <EntryView entry={entry} /> : <Over />)}</Answer>
    </>
  );
}

const Over = () => <h1>Cet aperçu est terminé, ou le lien n’est pas complet.</h1>;
