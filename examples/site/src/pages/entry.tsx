// The page of one entry, of any kind, found by its slug.
import { useQuery } from "urql";
import { Redirect } from "wouter";
import { graphql } from "../gql";
import { Answer } from "../parts/answer";
import { pathOf } from "../parts/entry-card";
import { EntryView } from "../parts/entry-view";
import { MovedPage } from "./moved";

// one document a kind, so that none asks for more than it shows
const documents = {
  article: graphql(`query Article($slug: Slug!) { entry: article(by: { slug: $slug }) { ...EntryView } }`),
  event: graphql(`query Event($slug: Slug!) { entry: event(by: { slug: $slug }) { ...EntryView } }`),
  initiative: graphql(`query Initiative($slug: Slug!) { entry: initiative(by: { slug: $slug }) { ...EntryView } }`),
  page: graphql(`query Page($slug: Slug!) { entry: page(by: { slug: $slug }) { ...EntryView } }`),
  recipe: graphql(`query Recipe($slug: Slug!) { entry: recipe(by: { slug: $slug }) { ...EntryView } }`),
};

export const EntryPage = ({ kind, slug }: { kind: string; slug: string }) =>
  kind in documents ? <Found kind={kind as keyof typeof documents} slug={slug} /> : <MovedPage />;

function Found({ kind, slug }: { kind: keyof typeof documents; slug: string }) {
  const [result] = useQuery({ query: documents[kind], variables: { slug } });
  return (
    <Answer result={result}>
      {({ entry }) => {
        if (!entry) return <MovedPage />;
        // a former slug finds its entry: the address of the page is the present one
        if (entry.slug !== slug) return <Redirect to={pathOf(entry)} replace />;
        return (
          <>
            <title>{entry.title}</title>
            {entry.summary && <meta name="description" content={entry.summary} />}
            <EntryView entry={entry} />
          </>
        );
      }}
    </Answer>
  );
}
