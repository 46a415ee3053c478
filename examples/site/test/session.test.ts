// Sessions against a real server, by urql and by Apollo: signed in, renewed when the token ends, over when it is stolen.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { sessionLink } from "../src/api/apollo-link";
import { deskClient, type Options } from "../src/api/clients";
import { Session, type Store } from "../src/api/session";
import { type Api, Memory, PASSWORD, startApi } from "./server";

const EMAIL = "maeva@example.org";
const WHO = "query WhoAmI { viewer { role member { id name } } }";
/** Later than an access token lasts, sooner than a refresh token ends. */
const LATER = 20 * 60 * 1000;

let api: Api;
let options: Options;
/** How many requests were answered with which status. */
let statuses: number[] = [];
const plainFetch = globalThis.fetch;
const plainNow = Date.now;

before(async () => {
  api = await startApi([{ name: "Maëva Le Gall", email: EMAIL, role: "editor", territory: "pays:pays-de-brest" }]);
  options = { url: api.url };
  globalThis.fetch = async (...request) => {
    const response = await plainFetch(...request);
    statuses.push(response.status);
    return response;
  };
});
after(async () => {
  globalThis.fetch = plainFetch;
  Date.now = plainNow;
  await api.stop();
});

/** What each library asks with. */
const libraries = {
  urql: (session: Session) => {
    const client = deskClient(options, session);
    return async () => {
      const { data, error } = await client.query(WHO, {}).toPromise();
      if (error) throw error;
      return data.viewer?.member.name as string | undefined;
    };
  },
  Apollo: (session: Session) => {
    const link = sessionLink(session).concat(new HttpLink({ uri: options.url, headers: { "Content-View": "latest" } }));
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    return async () => {
      const { data } = await client.query<{ viewer: { member: { name: string } } | null }>({
        query: gql(WHO),
        fetchPolicy: "network-only",
      });
      return data?.viewer?.member.name;
    };
  },
};

async function signedIn(store: Store = new Memory()): Promise<Session> {
  const session = new Session(options, store);
  assert.deepEqual(await session.signIn(EMAIL, PASSWORD), []);
  return session;
}

/** Damages the access token that a session holds, so that the server refuses it while the session believes in it. */
async function damaged(session: Session): Promise<void> {
  const { Authorization: token } = session.headers;
  assert.ok(token);
  Object.defineProperty(session, "headers", {
    configurable: true,
    get() {
      const present = Object.getOwnPropertyDescriptor(Session.prototype, "headers")?.get?.call(session);
      return present.Authorization === token ? { Authorization: `${token.slice(0, -4)}AAAA` } : present;
    },
  });
}

it("a wrong password is told, and nobody is signed in", async () => {
  const session = new Session(options, new Memory());
  const problems = await session.signIn(EMAIL, "far breton sans pruneaux");
  assert.deepEqual(problems.map((it) => it.code), ["WRONG_CREDENTIALS"]);
  assert.equal(session.isSignedIn, false);
});

for (const [name, asked] of Object.entries(libraries)) {
  describe(name, () => {
    it("shows the token", async () => {
      const session = await signedIn();
      assert.equal(await asked(session)(), "Maëva Le Gall");
      assert.equal(await asked(new Session(options, new Memory()))(), undefined);
    });

    it("renews a token whose time is over before it is sent", async () => {
      const session = await signedIn();
      const ask = asked(session);
      const token = session.headers.Authorization;
      statuses = [];
      Date.now = () => plainNow() + LATER;
      try {
        assert.equal(await ask(), "Maëva Le Gall");
      } finally {
        Date.now = plainNow;
      }
      assert.notEqual(session.headers.Authorization, token);
      assert.deepEqual(statuses, [200, 200], "one request renews, one asks; none is refused");
    });

    it("renews a token that the server refuses, once for all that wait", async () => {
      const session = await signedIn();
      const ask = asked(session);
      await damaged(session);
      statuses = [];
      assert.deepEqual(await Promise.all([ask(), ask()]), ["Maëva Le Gall", "Maëva Le Gall"]);
      assert.ok(statuses.includes(401), `${statuses}`);
    });

    it("goes on after the page was loaded again", async () => {
      const store = new Memory();
      await signedIn(store);
      assert.equal(await asked(new Session(options, store))(), "Maëva Le Gall");
    });

    it("forgets a session that is over, and asks as a visitor", async () => {
      const store = new Memory();
      await signedIn(store);
      store.setItem("refresh-token", "bcr_not-a-token-of-anybody");
      const session = new Session(options, store);
      assert.equal(await asked(session)(), undefined);
      assert.equal(session.isSignedIn, false);
    });
  });
}

it("two windows that renew at once go on with one session", async () => {
  const store = new Memory();
  await signedIn(store);
  const windows = [new Session(options, store), new Session(options, store)];
  await Promise.all(windows.map((it) => it.refresh()));
  for (const window of windows) assert.equal(await libraries.urql(window)(), "Maëva Le Gall");
});

it("a window whose refresh token was used goes on with that of the other window", async () => {
  const store = new Memory();
  await signedIn(store);
  const answers = [
    { status: 401, body: { errors: [{ message: "", extensions: { code: "REFRESH_RACED" } }] } },
    null,
  ];
  const newest = new Session(options, new Memory());
  await newest.signIn(EMAIL, PASSWORD);
  const counted = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const answer = answers.shift();
    if (!answer) return counted(...request);
    // the other window keeps its answer while this one waits
    setTimeout(() => store.setItem("refresh-token", refreshTokenOf(newest)), 100);
    return Response.json(answer.body, { status: answer.status });
  };
  try {
    const session = new Session(options, store);
    await session.refresh();
    assert.equal(session.isSignedIn, true);
    assert.equal(await libraries.urql(session)(), "Maëva Le Gall");
  } finally {
    globalThis.fetch = counted;
  }
});

it("a server that is away does not end the session", async () => {
  const store = new Memory();
  await signedIn(store);
  const session = new Session(options, store);
  const counted = globalThis.fetch;
  globalThis.fetch = async () => Response.json({ errors: [{ extensions: { code: "OVERLOADED" } }] }, { status: 503 });
  try {
    await assert.rejects(session.refresh(), /OVERLOADED/);
  } finally {
    globalThis.fetch = counted;
  }
  assert.equal(session.isSignedIn, true);
  await session.refresh();
  assert.equal(await libraries.urql(session)(), "Maëva Le Gall");
});

it("who signs out is a visitor, on the server too", async () => {
  const store = new Memory();
  const session = await signedIn(store);
  const refreshToken = store.getItem("refresh-token");
  const { Authorization } = session.headers;
  await session.signOut();
  assert.equal(session.isSignedIn, false);
  const left = await fetch(options.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: Authorization ?? "" },
    body: JSON.stringify({ query: WHO }),
  });
  assert.equal(left.status, 401);
  store.setItem("refresh-token", refreshToken ?? "");
  await session.refresh();
  assert.equal(session.isSignedIn, false, "the refresh token is of no use any more");
});

const refreshTokenOf = (session: Session): string =>
  (session as unknown as { store: Store }).store.getItem("refresh-token") ?? "";
