/*
 * Staff: who they are, what they may do (domain.md, Roles). The public never has an account.
 */

/** Roles of staff, in the order shown. A person may have several. */
export const ROLES = ["counsellor", "supervisor", "resourceSpecialist", "analyst", "deploymentLead", "administrator"] as const;
export type Role = (typeof ROLES)[number];

/** Everything that staff can do. Whoever may do what is in `policy.ts`. */
export const ACTIONS = [
  "account.own",
  "staff.read",
  "staff.invite",
  "staff.edit",
  "audit.read",
  "record.read",
  "record.edit",
  "record.publish",
  "record.bulkEdit",
  "record.retire",
  "proposal.review",
  "taxonomy.edit",
  "campaign.read",
  "campaign.build",
  "campaign.send",
  "followUp.call",
  "letter.read",
] as const;
export type Action = (typeof ACTIONS)[number];

/** An area as `kind:code` (`region:16`, `mrc:540`, `municipality:53052`). */
export type AreaCode = string;

/** One role of one person; no areas: everywhere. */
export interface Grant {
  role: Role;
  areas: readonly AreaCode[];
}

/** Whoever asks, as the policy sees them. */
export interface Actor {
  /** The account's id; what history and the audit log name. */
  id: string;
  grants: readonly Grant[];
}

/** What is acted on, as far as rules look at it; what is left out fulfils no condition. */
export interface Target {
  /** The areas that hold it, from the smallest to the region: `["municipality:53052", "mrc:530", "region:16"]`. */
  within?: readonly AreaCode[];
  visibility?: string;
  /** The account it is, or belongs to. */
  account?: string;
}

/** What a session still waits for: a code, or a first second factor; null: nothing. */
export type SessionNeed = "totp" | "enrol" | null;

/** With what someone can prove who they are. */
export interface Factors {
  passkeys: number;
  password: boolean;
  /** Codes of an application, confirmed. */
  totp: boolean;
  /** Known at the operator's own directory. */
  oidc: boolean;
  recoveryCodesLeft: number;
}

/** One signed-in browser. */
export interface Session {
  id: string;
  needs: SessionNeed;
  startedAt: Date;
  idleEndsAt: Date;
  endsAt: Date;
  stepUpUntil: Date | null;
}

/** Whoever is signed in, with the session they came by. */
export interface SignedIn extends Actor {
  email: string;
  name: string;
  lang: "fr" | "en";
  session: Session;
}
