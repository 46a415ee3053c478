// One client a view of the content. The view is a header, so what one client keeps must not be read by another.
import { cacheExchange, Client, type Exchange, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import { sessionExchange } from "./auth-exchange";
import { hashOf } from "./documents";
import type { Session } from "./session";

export interface Options {
  url: string;
  /** Whether the API carries out the documents that codegen has listed, and no others. */
  trusted?: boolean;
}

/** What everybody may read. A page that was seen before is shown at once, and asked for again: a 304 when nothing changed. */
export const publicClient = ({ url, trusted }: Options): Client =>
  new Client({ url, requestPolicy: "cache-and-network", exchanges: [cacheExchange, ...named(trusted), fetchExchange] });

/** The latest version, drafts and proposals included, as far as the person who is signed in may see them. */
export const deskClient = ({ url, trusted }: Options, session: Session): Client =>
  new Client({
    url,
    requestPolicy: "network-only",
    fetchOptions: { headers: { "Content-View": "latest" } },
    exchanges: [cacheExchange, sessionExchange(session), ...named(trusted), fetchExchange],
  });

/** One version of one entry, for anyone who was sent the link of a preview. */
export const previewClient = ({ url, trusted }: Options, token: string): Client =>
  new Client({
    url,
    requestPolicy: "network-only",
    fetchOptions: { headers: { Authorization: `Preview ${token}` } },
    exchanges: [...named(trusted), fetchExchange],
  });

/** Sends the hash of a document in place of its text, queries by GET. */
const named = (trusted = false): Exchange[] => {
  if (!trusted) return [];
  return [
    persistedExchange({
      generateHash: (_text, document) => Promise.resolve(hashOf(document)),
      enforcePersistedQueries: true,
      enableForMutation: true,
    }),
  ];
};
