// Apollo Client: the same as auth-exchange.ts, as a link. This site uses urql; a test runs this file.
import { ApolloLink } from "@apollo/client";
import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { from, switchMap } from "rxjs";
import type { Session } from "./session";

export const sessionLink = (session: Session): ApolloLink => {
  const showToken = new SetContextLink(async ({ headers }) => {
    if (!session.isReady) await session.refresh();
    return { headers: { ...headers, ...session.headers } };
  });
  const tryAgain = new ErrorLink(({ error, operation, forward }) => {
    if (!isUnauthenticated(error) || operation.getContext().triedAgain) return;
    operation.setContext({ triedAgain: true });
    return from(session.refresh()).pipe(switchMap(() => forward(operation)));
  });
  return ApolloLink.from([tryAgain, showToken]);
};

const isUnauthenticated = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error)
    ? error.errors.some((it) => it.extensions?.code === "UNAUTHENTICATED")
    : ServerError.is(error) && error.statusCode === 401;
