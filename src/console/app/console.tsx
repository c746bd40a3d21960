import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import { RouterProvider } from "react-aria-components";
import { api, connectApi, serverNow } from "../ui/api.ts";
import { SessionContext, type Nobody, type Who } from "../ui/me.tsx";
import { navigate, useAddress } from "../ui/router.tsx";
import { ToastProvider } from "../ui/toast.tsx";
import { Invitation } from "./invitation.tsx";
import { Outside } from "./outside.tsx";
import { PreferencesProvider, shownLang, usePreferences } from "./preferences.tsx";
import { SessionWarning } from "./session-warning.tsx";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";
import { StepUp } from "./step-up.tsx";
import { Enrol } from "./enrol.tsx";
import { Unreachable } from "./troubles.tsx";

/** The whole application. */
export function Console(): ReactElement {
  return (
    <PreferencesProvider>
      <RouterProvider navigate={navigate}>
        <ToastProvider>
          <Door />
        </ToastProvider>
      </RouterProvider>
    </PreferencesProvider>
  );
}

type State = Who | "asking" | "unreachable";

const NOBODY: Nobody = { signedIn: false, firstRun: false, oidc: null, next: null };

/** Asks for a confirmation on behalf of a call, one at a time; those that come meanwhile share the answer. */
function useStepUp() {
  const [asked, setAsked] = useState<((confirmed: boolean) => void) | null>(null);
  const pending = useRef<Promise<boolean> | null>(null);
  const ask = useCallback(() => {
    pending.current ??= new Promise<boolean>((resolve) => setAsked(() => resolve)).finally(() => {
      pending.current = null;
      setAsked(null);
    });
    return pending.current;
  }, []);
  return { answer: asked, ask };
}

/**
 * Who is there decides what is shown. When a session ends, everything that the person was shown leaves the
 * page at once (OWASP ASVS 5.0, 14.3.1); the address stays, so that signing in again leads back to it.
 */
function Door(): ReactElement {
  const { setLang } = usePreferences();
  const { path } = useAddress();
  const [who, setWho] = useState<State>("asking");
  const [ended, setEnded] = useState(false);
  const heardAt = useRef(serverNow());
  const stepUp = useStepUp();

  const refresh = useCallback(
    () => api<Who>("GET", "/api/console/me").then(setWho, () => setWho((before) => (typeof before === "object" && before.signedIn ? before : "unreachable"))),
    [],
  );
  const signedOut = useCallback(() => {
    setWho(NOBODY);
    setEnded(true);
    void refresh();
  }, [refresh]);
  const { ask } = stepUp;
  useEffect(() => {
    connectApi({ lang: shownLang, signedOut, stepUp: ask, heard: () => (heardAt.current = serverNow()) });
    void refresh();
  }, [refresh, signedOut, ask]);

  const signOut = useCallback(async () => {
    await api("POST", "/api/console/sign-out").catch(() => undefined);
    setEnded(false);
    setWho(NOBODY);
    navigate("/console", { replace: true });
    await refresh();
  }, [refresh]);
  const arrive = useCallback(async () => {
    setEnded(false);
    await refresh();
  }, [refresh]);
  const me = typeof who === "object" && who.signedIn ? who : null;
  // Whoever signs in reads in the language of their account.
  const ownLang = me?.person.lang;
  useEffect(() => {
    if (ownLang) setLang(ownLang);
  }, [ownLang, setLang]);
  const session = useMemo(() => me && { me, refresh, signOut }, [me, refresh, signOut]);

  if (who === "asking") return <Outside title="" />;
  if (who === "unreachable") return <Unreachable onRetry={refresh} />;
  if (path === "/console/invite" && !me) return <Invitation onDone={arrive} />;
  if (!who.signedIn || !session) return <SignIn key={who.signedIn ? "" : who.next} door={who.signedIn ? NOBODY : who} ended={ended} onDone={arrive} />;
  if (session.me.mustEnrol) return <Enrol factors={session.me.factors} onDone={arrive} onLeave={signOut} />;
  return (
    <SessionContext value={session}>
      <Shell key={session.me.person.id} />
      <SessionWarning heardAt={heardAt} onEnd={signedOut} />
      {stepUp.answer && <StepUp factors={session.me.factors} onAnswer={stepUp.answer} />}
    </SessionContext>
  );
}
