// What stands around every page: the name of the network, the menu, who is signed in.
import { type ReactNode, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { Link, useLocation } from "wouter";
import { useSession } from "../app";
import { graphql } from "../gql";

const SiteQuery = graphql(`
  query Site {
    network {
      name
      languages
      timeZone
      menu { label page { id slug } }
    }
  }
`);

/** The settings of the network; undefined until they are here. */
export function useNetwork() {
  const [{ data }] = useQuery({ query: SiteQuery, requestPolicy: "cache-first" });
  return data?.network;
}

export function Layout({ children }: { children: ReactNode }) {
  const network = useNetwork();
  const { session, isSignedIn } = useSession();
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const isFirst = useRef(true);
  // another page begins at its top, for eyes and for screen readers, as it would if the browser had loaded it
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    if (!isFirst.current) scrollTo(0, 0);
    isFirst.current = false;
  }, [path]);
  return (
    <>
      <a className="skip" href="#contenu">Aller au contenu</a>
      <header className="site">
        <Link href="/" className="name">{network?.name ?? "Bretagne Creative"}</Link>
        <nav aria-label="Menu principal">
          <Link href="/initiatives" className={current}>Initiatives</Link>
          <Link href="/agenda" className={current}>Agenda</Link>
          {network?.menu.map(({ label, page }) => (
            <Link key={page.id} href={`/page/${page.slug}`} className={current}>{label}</Link>
          ))}
          {isSignedIn && <Link href="/bureau" className={current}>Mon bureau</Link>}
        </nav>
        {isSignedIn ? (
          <button type="button" className="quiet" onClick={() => void session.signOut()}>Se déconnecter</button>
        ) : (
          <Link href="/connexion" className={(active) => `enter ${current(active)}`}>Se connecter</Link>
        )}
      </header>
      <main id="contenu" tabIndex={-1} ref={main}>{children}</main>
      <footer className="site">
        <p>Les contenus sont réutilisables selon la licence que chacun indique.</p>
      </footer>
    </>
  );
}

const current = (active: boolean) => (active ? "current" : "");
