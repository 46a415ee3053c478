// Opens the explorer on this server's own schema, with a first query to run.
'use strict';

const fetcher = async (parameters, options) => {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      ...(options && options.headers),
    },
    body: JSON.stringify(parameters),
  });
  return answer.json();
};

const defaultQuery = `# Press the arrow to run this query; hover a field to read what it means.
query FirstQuery {
  initiatives(first: 3) {
    nodes {
      title
      slug
      authors { name }
      territories { name }
      licence { shortName }
      attribution
    }
  }
}
`;

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery }),
);
