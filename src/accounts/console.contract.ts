import { Type, type Static } from "typebox";
import { LANGS } from "../platform/i18n/lang.ts";
import { ROLES, type Action, type AreaCode, type Factors, type Grant, type Role } from "./accounts.contract.ts";

/* What the console's pages and the server say to each other about accounts (`/api/console/…`). Times are ISO instants. */

const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: "string", enum: [...values] });
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength });

/** Longest password that is read at all; one that is too long for us is told so. */
const PASSWORD_READ = 1024;

export const PasswordSignIn = Type.Object({ email: text(254), password: text(PASSWORD_READ) });
export type PasswordSignIn = Static<typeof PasswordSignIn>;

export const Code = Type.Object({ code: text(60) });
export type Code = Static<typeof Code>;

/** What the browser's authenticator answered; verified by the passkey library. */
export const PasskeyAnswer = Type.Object({ response: Type.Unsafe<Record<string, unknown>>({ type: "object", additionalProperties: true, required: ["id"], properties: { id: { type: "string", maxLength: 1400 } } }), name: Type.Optional(text(80, 0)) });
export type PasskeyAnswer = Static<typeof PasskeyAnswer>;

export const InvitationToken = Type.Object({ token: text(100) });
export type InvitationToken = Static<typeof InvitationToken>;

/** `email`: only where the invitation names none (the first administrator). */
export const Acceptance = Type.Object({ token: text(100), name: text(120, 0), lang: oneOf(LANGS), email: Type.Optional(text(254)), password: Type.Optional(text(PASSWORD_READ)) });
export type Acceptance = Static<typeof Acceptance>;

export const NewPassword = Type.Object({ current: Type.Optional(text(PASSWORD_READ)), password: text(PASSWORD_READ) });
export type NewPassword = Static<typeof NewPassword>;

export const Password = Type.Object({ password: text(PASSWORD_READ) });
export type Password = Static<typeof Password>;

export const PersonalSettings = Type.Object({ name: Type.Optional(text(120)), lang: Type.Optional(oneOf(LANGS)) });
export type PersonalSettings = Static<typeof PersonalSettings>;

const Grants = Type.Array(Type.Object({ role: oneOf(ROLES), areas: Type.Array(Type.String({ pattern: "^[a-z]{2,20}:[A-Za-z0-9-]{1,20}$" }), { maxItems: 200 }) }), { minItems: 1, maxItems: ROLES.length });

export const NewInvitation = Type.Object({ email: text(254), lang: oneOf(LANGS), grants: Grants });
export type NewInvitation = Static<typeof NewInvitation>;

export const NewGrants = Type.Object({ grants: Grants });
export type NewGrants = Static<typeof NewGrants>;

export const AuditSearch = Type.Object({
  q: Type.Optional(text(200, 0)),
  actor: Type.Optional(text(36, 0)),
  action: Type.Optional(Type.String({ pattern: "^[a-zA-Z.]{0,80}$" })),
  from: Type.Optional(Type.String({ pattern: "^(\\d{4}-\\d{2}-\\d{2})?$" })),
  to: Type.Optional(Type.String({ pattern: "^(\\d{4}-\\d{2}-\\d{2})?$" })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
});
export type AuditSearch = Static<typeof AuditSearch>;

/** What comes next after a step of signing in. */
export interface Next {
  next: "totp" | "enrol" | "done";
}

/** `GET /api/console/me`. `next`: half signed in, the codes are still to come. */
export type Me =
  | { signedIn: false; firstRun: boolean; oidc: { label: string } | null; next: "totp" | null }
  | {
      signedIn: true;
      person: { id: string; name: string; email: string; lang: "fr" | "en" };
      roles: Role[];
      /** Areas that the roles are limited to; none: everywhere. */
      areas: AreaCode[];
      actions: Action[];
      factors: Omit<Factors, "oidc">;
      session: { idleEndsAt: string; endsAt: string };
      stepUpUntil: string | null;
      mustEnrol: boolean;
    };

/** `POST /api/console/invite/open`. `email` is null for the first administrator, who says theirs. */
export interface OpenInvitation {
  email: string | null;
  roles: Role[];
  lang: "fr" | "en";
}

/** `POST /api/console/factors/totp/start`. */
export interface TotpStart {
  secret: string;
  uri: string;
  qrSvg: string;
}

export interface RecoveryCodes {
  recoveryCodes: string[];
}

export interface StepUp {
  stepUpUntil: string;
}

/** `GET /api/console/factors`: what `DELETE …/passkey/:id` may name. */
export interface FactorList {
  passkeys: { id: string; name: string }[];
}

/** `GET /api/console/sessions`. */
export interface Sessions {
  sessions: { id: string; current: boolean; startedAt: string; lastSeenAt: string; device: string }[];
}

/** `GET /api/console/staff`. */
export interface StaffList {
  people: { id: string; name: string; email: string; state: "invited" | "active" | "suspended"; grants: Grant[]; lastSeenOn: string | null; factors: Omit<Factors, "oidc"> }[];
  invitations: { id: string; email: string; grants: Grant[]; sentAt: string; expiresAt: string }[];
}

/** `GET /api/console/audit`. `hash` is hexadecimal; `chain.checked`: how many of the latest entries were verified. */
export interface AuditPage {
  entries: { seq: number; at: string; actor: { id: string; name: string | null } | null; action: string; target: string | null; details: Record<string, unknown>; hash: string }[];
  total: number;
  chain: { intact: boolean; checked: number };
}
