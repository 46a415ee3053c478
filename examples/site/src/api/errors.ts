// Two kinds of errors: what a person can mend in a form, and what went wrong with the request.
import type { CombinedError } from "@urql/core";

/** One entry of `userErrors`: the place in the input, and a sentence in the language of the reader. */
export interface Problem {
  code: string;
  path: string[];
  message: string;
}

/** The problems of one field, without those of the others: `under(problems, "title")`. */
export const under = (problems: Problem[], field: string): Problem[] => problems.filter((it) => it.path[0] === field);

/** The problems that belong to none of these fields: they stand above the form. */
export const elsewhere = (problems: Problem[], fields: string[]): Problem[] =>
  problems.filter((it) => it.path[0] === undefined || !fields.includes(it.path[0]));

/** What to tell a reader of a request that failed. */
export function sentence(error: CombinedError): string {
  if (error.networkError) return "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.";
  switch (error.graphQLErrors[0]?.extensions.code) {
    case "UNAUTHENTICATED":
      return "Votre session est terminée. Connectez-vous de nouveau.";
    case "FORBIDDEN":
      return "Vous n’avez pas le droit de faire cela.";
    case "OVERLOADED":
    case "TIMEOUT":
    case "UNAVAILABLE":
    case "TOO_MANY_REQUESTS":
      return "Le serveur est très occupé. Réessayez dans un instant.";
    default:
      return error.graphQLErrors[0]?.message ?? "Une erreur inattendue est survenue.";
  }
}
