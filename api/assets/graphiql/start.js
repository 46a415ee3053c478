// Opens the explorer on this server's own schema: with the worked examples of the page, and with the query that its address names.
'use strict';

const examples = JSON.parse(document.getElementById('tabs').textContent);

// Who signs in here is known to this page until it is closed; the token is written down nowhere.
let accessToken = null;

const fetcher = async (parameters, options) => {
  const shown = accessToken;
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      'Accept-Language': document.documentElement.lang,
      ...(shown && { Authorization: `Bearer ${shown}` }),
      ...(options && options.headers),
    },
    body: JSON.stringify(parameters),
  });
  // a session that is over is forgotten: the next request is anonymous again
  if (answer.status === 401 && shown === accessToken) accessToken = null;
  const body = await answer.json();
  for (const field of Object.values(body.data || {})) {
    if (field && field.session && field.session.accessToken) accessToken = field.session.accessToken;
  }
  return body;
};

const address = new URLSearchParams(window.location.search);
const named = address.get('query') && { query: address.get('query'), variables: address.get('variables') || undefined };
const defaultTabs = named ? [named, ...examples.filter((tab) => tab.query !== named.query)] : examples;

// What is typed here may hold a password: it is remembered in this tab of the browser alone, until the tab is closed.
const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
})();
// GraphiQL shows the variables and headers of a remembered tab once somebody opens it: the one in front is opened here.
const inFront = () => {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'));
    const { query, variables, headers } = tabs[activeTabIndex];
    return { query, variables, headers };
  } catch {
    return null;
  }
};
const { query, variables, headers } = named || inFront() || examples[0];

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher,
    query: query || undefined,
    variables: variables || undefined,
    headers: headers || undefined,
    defaultTabs,
    storage,
    shouldPersistHeaders: true,
    defaultEditorToolsVisibility: 'variables',
  }),
);
