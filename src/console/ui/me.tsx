import { createContext, useContext } from "react";
import type { Action, AreaCode, Role } from "../../accounts/accounts.contract.ts";
import type { Lang } from "../../platform/i18n/lang.ts";

/** Nobody is signed in here. */
export interface Nobody {
  signedIn: false;
  /** There is no account at all yet. */
  firstRun: boolean;
  oidc: { label: string } | null;
}

export interface Me {
  signedIn: true;
  person: { id: string; name: string; email: string; lang: Lang };
  roles: Role[];
  areas: AreaCode[];
  /** What the person may do to something. */
  actions: Action[];
  factors: { passkeys: number; password: boolean; totp: boolean; recoveryCodesLeft: number };
  session: { idleEndsAt: string; endsAt: string };
  stepUpUntil: string | null;
  /** A second factor is still missing: nothing else may be done. */
  mustEnrol: boolean;
}

export interface Session {
  me: Me;
  /** Reads again who is signed in. */
  refresh(): Promise<void>;
  signOut(): Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("No one is signed in here.");
  return session;
}

/** Who is signed in. */
export function useMe(): Me {
  return useSession().me;
}

/** May the person do this to something? Only for what is shown: the server decides. */
export function useMay(): (action: Action) => boolean {
  const { actions } = useMe();
  return (action) => actions.includes(action);
}
