// A session in a single-page application: the access token in memory, the refresh token in the browser's storage.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { graphql } from "../gql";
import type { SessionTokensFragment } from "../gql/graphql";
import type { Options } from "./clients";
import { hashOf } from "./documents";
import type { Problem } from "./errors";

graphql(`
  fragment SessionTokens on Session {
    accessToken
    accessTokenExpiresAt
    refreshToken
  }
`);

const SignIn = graphql(`
  mutation SignIn($input: SessionCreateInput!) {
    sessionCreate(input: $input) {
      session { ...SessionTokens }
      deviceToken
      userErrors { code path message }
    }
  }
`);

const Refresh = graphql(`
  mutation Refresh($input: SessionRefreshInput!) {
    sessionRefresh(input: $input) {
      session { ...SessionTokens }
    }
  }
`);

const SignOut = graphql(`
  mutation SignOut($input: SessionDeleteInput!) {
    sessionDelete(input: $input) {
      userErrors { code message }
    }
  }
`);

/** Where the refresh token and the device token are kept: `localStorage` has this form. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const REFRESH_TOKEN = "refresh-token";
const DEVICE_TOKEN = "device-token";
/** A token that ends within this time is renewed before it is sent. */
const MARGIN = 30_000;
/** How long to wait for the other window when both have sent the same refresh token. */
const RACE = 1_000;

export class Session {
  #access: { token: string; endsAt: number } | null = null;
  #refreshing: Promise<void> | null = null;
  #listeners = new Set<() => void>();

  constructor(
    private readonly options: Options,
    private readonly store: Store,
  ) {}

  /** Whether somebody is signed in, as far as this window knows. */
  get isSignedIn(): boolean {
    return this.store.getItem(REFRESH_TOKEN) !== null;
  }

  /** Whether a request can be sent as it is: somebody is signed in and has a token, or nobody is signed in. */
  get isReady(): boolean {
    return !this.isSignedIn || (this.#access !== null && Date.now() < this.#access.endsAt - MARGIN);
  }

  /** The header that each request shows; none for a visitor. */
  get headers(): Record<string, string> {
    return this.#access ? { Authorization: `Bearer ${this.#access.token}` } : {};
  }

  /** What is wrong with the address or the password; empty when the person is signed in. */
  async signIn(email: string, password: string): Promise<Problem[]> {
    const deviceToken = this.store.getItem(DEVICE_TOKEN);
    const { data, code } = await this.#ask(SignIn, { input: { email, password, deviceToken } });
    if (!data) throw new Error(`nobody can sign in: ${code}`);
    const { session, userErrors } = data.sessionCreate;
    if (data.sessionCreate.deviceToken) this.store.setItem(DEVICE_TOKEN, data.sessionCreate.deviceToken);
    if (session) this.#keep(session);
    return userErrors;
  }

  /** Renews the access token, once for all requests that wait for it. When the session is over, it is forgotten. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#renew().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #renew(): Promise<void> {
    const sent = this.store.getItem(REFRESH_TOKEN);
    if (sent === null) return this.forget();
    const { data, code } = await this.#ask(Refresh, { input: { refreshToken: sent } });
    if (data?.sessionRefresh.session) return this.#keep(data.sessionRefresh.session);
    if (code === "REFRESH_RACED") await new Promise((done) => setTimeout(done, RACE));
    // another window of the same browser was faster: its refresh token is in the storage by now
    if (this.store.getItem(REFRESH_TOKEN) !== sent) return this.#renew();
    if (code === "UNAUTHENTICATED") return this.forget();
    // the server is overloaded or away: the session goes on when it is back
    throw new Error(`the session cannot be renewed: ${code}`);
  }

  async signOut(): Promise<void> {
    const refreshToken = this.store.getItem(REFRESH_TOKEN);
    this.forget();
    if (refreshToken) await this.#ask(SignOut, { input: { refreshToken } });
  }

  /** Drops the tokens of this session. The device token stays: it belongs to the device. */
  forget(): void {
    this.#access = null;
    this.store.removeItem(REFRESH_TOKEN);
    for (const listener of this.#listeners) listener();
  }

  /** Calls a listener whenever somebody signs in or out in this window. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(session: SessionTokensFragment): void {
    const wasSignedIn = this.#access !== null;
    this.#access = { token: session.accessToken, endsAt: Date.parse(session.accessTokenExpiresAt) };
    this.store.setItem(REFRESH_TOKEN, session.refreshToken);
    if (!wasSignedIn) for (const listener of this.#listeners) listener();
  }

  /** Sends a mutation that brings its own proof: it needs no access token. */
  async #ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables) {
    const named = this.options.trusted ? { documentId: hashOf(document) } : { query: print(document) };
    const response = await fetch(this.options.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...named, variables }),
    });
    const answer = (await response.json()) as { data?: Data | null; errors?: { extensions?: { code?: string } }[] };
    return { data: answer.data ?? null, code: answer.errors?.[0]?.extensions?.code ?? null };
  }
}
