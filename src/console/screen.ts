import type { ComponentType } from "react";
import type { Action } from "../accounts/accounts.contract.ts";
import type { PerLang } from "../platform/i18n/lang.ts";
import type { ConsoleIcon } from "./ui/icon.tsx";

/** Parts of the menu, in the order shown. */
export const GROUPS = ["records", "campaigns", "team"] as const;
export type Group = (typeof GROUPS)[number];

/** Loaded when it is first needed: its code comes apart. */
export type Load = () => Promise<{ default: ComponentType }>;

/** A screen that a feature brings to the console. */
export interface Screen {
  /** `/console/records`, `/console/records/:id`; the parameters by `useParams`. */
  path: string;
  /** Who may do this to something sees it; `null`: everyone signed in. The server asks again. */
  action: Action | null;
  /** Where in the menu and the command palette; `null`: in neither (a record's own page, say). */
  group: Group | null;
  label: PerLang<string>;
  icon: ConsoleIcon;
  load: Load;
}

/** What of a feature's may wait for the person: a part of the home page, shown when it has something to say. */
export interface HomeCard {
  id: string;
  action: Action | null;
  load: Load;
}
