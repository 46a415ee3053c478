// An address that no page of this site has: it may have been one of the site before.
import { useQuery } from "urql";
import { Link, Redirect, useLocation } from "wouter";
import { graphql } from "../gql";
import { Answer } from "../parts/answer";
import { pathOf } from "../parts/entry-card";

const ResolveQuery = graphql(`
  query Resolve($path: String!) {
    resolve(path: $path) {
      httpStatus
      location
      entry { id kind slug }
    }
  }
`);

export function MovedPage() {
  const [path] = useLocation();
  const [result] = useQuery({ query: ResolveQuery, variables: { path } });
  return (
    <Answer result={result}>
      {({ resolve }) => {
        if (resolve?.entry && pathOf(resolve.entry) !== path) return <Redirect to={pathOf(resolve.entry)} replace />;
        const isGone = resolve?.httpStatus === 410;
        return (
          <>
            <title>Page introuvable</title>
            <meta name="robots" content="noindex" />
            <h1>{isGone ? "Cette page a été retirée" : "Cette page n’existe pas"}</h1>
            <p><Link href="/">Retour à l’accueil</Link></p>
          </>
        );
      }}
    </Answer>
  );
}
