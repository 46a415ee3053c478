// Signing in. A wrong address and a wrong password are answered alike, so the problem stands above the form.
import { type FormEvent, useState } from "react";
import { Redirect, useSearchParams } from "wouter";
import type { Problem } from "../api/errors";
import { useSession } from "../app";
import { Field, OtherProblems } from "../parts/form";

const FIELDS = ["email", "password"];

export function SignInPage() {
  const { session, isSignedIn } = useSession();
  const [asked] = useSearchParams();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isBusy, setBusy] = useState(false);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    try {
      setProblems(await session.signIn(String(given.get("email")), String(given.get("password"))));
    } catch {
      setProblems([{ code: "UNAVAILABLE", path: [], message: "Le serveur ne répond pas. Réessayez dans un instant." }]);
    } finally {
      setBusy(false);
    }
  }

  const back = asked.get("retour") ?? "/bureau";
  // an address of this site alone: `//elsewhere.example` would lead away
  if (isSignedIn) return <Redirect to={/^\/(?!\/)/.test(back) ? back : "/bureau"} replace />;
  return (
    <>
      <title>Se connecter</title>
      <h1>Se connecter</h1>
      <form className="narrow" onSubmit={(event) => void signIn(event)}>
        <OtherProblems problems={problems} fields={FIELDS} />
        <Field label="Adresse électronique" name="email" type="email" autoComplete="username" required problems={problems} />
        <Field
          label="Mot de passe" name="password" type="password" autoComplete="current-password" required problems={problems}
        />
        <button type="submit" disabled={isBusy}>Se connecter</button>
      </form>
    </>
  );
}
