// urql: shows the access token with each request, renews it when it ends, and sends what was refused once more.
import type { CombinedError } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import type { Session } from "./session";

export const sessionExchange = (session: Session) =>
  authExchange(async (utilities) => ({
    addAuthToOperation: (operation) => utilities.appendHeaders(operation, session.headers),
    willAuthError: () => !session.isReady,
    didAuthError: isUnauthenticated,
    refreshAuth: () => session.refresh(),
  }));

export const isUnauthenticated = (error: CombinedError): boolean =>
  error.graphQLErrors.some((it) => it.extensions.code === "UNAUTHENTICATED");
