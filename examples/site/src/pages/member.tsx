// A person or an organisation, and what is credited to it.
import { useQuery } from "urql";
import { graphql } from "../gql";
import { Answer } from "../parts/answer";
import { EntryCard } from "../parts/entry-card";
import { Html } from "../parts/entry-view";
import { MovedPage } from "./moved";

const MemberQuery = graphql(`
  query Member($slug: Slug!) {
    member(by: { slug: $slug }) {
      id
      name
      bio(format: HTML)
      website
      territories { ref name }
      entries(first: 24) { totalCount nodes { ...EntryCard } }
    }
  }
`);

export function MemberPage({ slug }: { slug: string }) {
  const [result] = useQuery({ query: MemberQuery, variables: { slug } });
  return (
    <Answer result={result}>
      {({ member }) => {
        if (!member) return <MovedPage />;
        return (
          <>
            <title>{member.name}</title>
            <p className="meta">{member.territories.map((it) => it.name).join(" · ")}</p>
            <h1>{member.name}</h1>
            {member.bio && <Html className="text" html={member.bio} />}
            {member.website && <p><a href={member.website}>{new URL(member.website).hostname}</a></p>}
            <h2>Contributions ({member.entries.totalCount})</h2>
            <div className="cards">{member.entries.nodes.map((it) => <EntryCard key={it.id} entry={it} showKind />)}</div>
          </>
        );
      }}
    </Answer>
  );
}
