// The site: its pages, by address.
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import { Provider } from "urql";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { deskClient, type Options, publicClient } from "./api/clients";
import { Session } from "./api/session";
import { AgendaPage } from "./pages/agenda";
import { DeskPage } from "./pages/desk";
import { EntryPage } from "./pages/entry";
import { HomePage } from "./pages/home";
import { InitiativesPage } from "./pages/initiatives";
import { MemberPage } from "./pages/member";
import { MovedPage } from "./pages/moved";
import { PreviewPage } from "./pages/preview";
import { SignInPage } from "./pages/sign-in";
import { WritePage } from "./pages/write";
import { Layout } from "./parts/site";

export const options: Options = {
  url: import.meta.env.VITE_API_URL,
  trusted: import.meta.env.VITE_TRUSTED === "true",
};

const session = new Session(options, localStorage);
// somebody signed out in another window
addEventListener("storage", () => session.isSignedIn || session.forget());

const visitors = publicClient(options);
const SessionContext = createContext(session);

export function useSession() {
  const session = useContext(SessionContext);
  const isSignedIn = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.isSignedIn,
  );
  return { session, isSignedIn };
}

/** Pages for people who are signed in: they read and write through a client of their own. */
function Desk({ children }: { children: ReactNode }) {
  const { session, isSignedIn } = useSession();
  const [path] = useLocation();
  // another person must not find in memory what the one before has read
  const client = useMemo(() => deskClient(options, session), [session, isSignedIn]);
  if (!isSignedIn) return <Redirect to={`/connexion?retour=${encodeURIComponent(path)}`} replace />;
  return <Provider value={client}>{children}</Provider>;
}

export const App = () => (
  <Provider value={visitors}>
    <Layout>
      <Switch>
        <Route path="/" component={HomePage} />
        <Route path="/initiatives" component={InitiativesPage} />
        <Route path="/agenda" component={AgendaPage} />
        <Route path="/membre/:slug">{({ slug }) => <MemberPage slug={slug} />}</Route>
        <Route path="/connexion" component={SignInPage} />
        <Route path="/bureau"><Desk><DeskPage /></Desk></Route>
        <Route path="/ecrire"><Desk><WritePage key="new" /></Desk></Route>
        <Route path="/ecrire/:id">{({ id }) => <Desk><WritePage key={id} id={id} /></Desk>}</Route>
        <Route path="/apercu/:id">{({ id }) => <PreviewPage id={id} />}</Route>
        <Route path="/:kind/:slug">{({ kind, slug }) => <EntryPage key={`${kind}/${slug}`} kind={kind} slug={slug} />}</Route>
        <Route component={MovedPage} />
      </Switch>
    </Layout>
  </Provider>
);
