import { createContext, useContext } from "react";
import type { Action } from "../../accounts/accounts.contract.ts";
import type { Me as WhoAnswer } from "../../accounts/console.contract.ts";

/** Whoever asks, as the server sees them. */
export type Who = WhoAnswer;
/** Nobody is signed in here (`firstRun`: there is no account at all yet). */
export type Nobody = Extract<Who, { signedIn: false }>;
/** Whoever is signed in; `actions`: what they may do to something. */
export type Me = Extract<Who, { signedIn: true }>;

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
