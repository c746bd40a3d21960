import type { StaffAccess } from "../platform/http/http.ts";
import type { Action, Actor, Grant, Role, Target } from "./accounts.contract.ts";

/*
 * Who may do what, as data. Deny by default: what no rule allows is refused. A rule holds for each of its
 * roles when every condition it names is fulfilled; fields that not everyone may see are listed apart.
 */

const CONDITIONS = {
  /** The person's role is not limited to areas, or one of its areas holds the target. */
  inOwnArea: (grant: Grant, target: Target) => grant.areas.length === 0 || (target.within ?? []).some((area) => grant.areas.includes(area)),
  isDraft: (_grant: Grant, target: Target) => target.visibility === "draft",
  isOwn: (_grant: Grant, target: Target, actor: Actor) => target.account === actor.id,
  isOther: (_grant: Grant, target: Target, actor: Actor) => target.account !== undefined && target.account !== actor.id,
} satisfies Record<string, (grant: Grant, target: Target, actor: Actor) => boolean>;

export type Condition = keyof typeof CONDITIONS;

export interface Rule {
  action: Action;
  roles: readonly Role[];
  when?: readonly Condition[];
}

const EVERYONE: readonly Role[] = ["counsellor", "supervisor", "resourceSpecialist", "analyst", "deploymentLead", "administrator"];

export const RULES: readonly Rule[] = [
  { action: "account.own", roles: EVERYONE, when: ["isOwn"] },
  { action: "staff.read", roles: ["supervisor", "administrator"] },
  { action: "staff.invite", roles: ["administrator"] },
  // Nobody raises their own rights, nor locks themselves out.
  { action: "staff.edit", roles: ["administrator"], when: ["isOther"] },
  { action: "audit.read", roles: ["administrator"] },
  { action: "record.read", roles: EVERYONE },
  { action: "record.edit", roles: ["resourceSpecialist"], when: ["inOwnArea"] },
  { action: "record.publish", roles: ["resourceSpecialist"], when: ["inOwnArea"] },
  { action: "record.bulkEdit", roles: ["resourceSpecialist"], when: ["inOwnArea"] },
  { action: "record.retire", roles: ["resourceSpecialist"], when: ["inOwnArea"] },
  { action: "proposal.review", roles: ["resourceSpecialist"], when: ["inOwnArea"] },
  { action: "taxonomy.edit", roles: ["resourceSpecialist"] },
  { action: "campaign.read", roles: ["resourceSpecialist", "deploymentLead", "supervisor", "analyst"] },
  { action: "campaign.build", roles: ["resourceSpecialist", "deploymentLead"], when: ["inOwnArea"] },
  { action: "campaign.send", roles: ["resourceSpecialist", "deploymentLead"], when: ["inOwnArea"] },
  { action: "followUp.call", roles: ["resourceSpecialist", "counsellor", "supervisor"], when: ["inOwnArea"] },
  { action: "letter.read", roles: ["resourceSpecialist", "deploymentLead", "administrator"] },
];

/** Fields of a record that only some may read (`entity.field`); whatever is not listed is read with `record.read`. */
export const FIELD_READERS: Readonly<Record<string, readonly Role[]>> = {
  "location.confidentialAddress": ["resourceSpecialist", "supervisor"],
  "record.history": ["resourceSpecialist", "supervisor", "administrator"],
  "campaign.recipientAddress": ["resourceSpecialist", "deploymentLead"],
};

function holds(rule: Rule, grant: Grant, target: Target, actor: Actor): boolean {
  return rule.roles.includes(grant.role) && (rule.when ?? []).every((condition) => CONDITIONS[condition](grant, target, actor));
}

/** May this person do this to that? */
export function may(actor: Actor, action: Action, target: Target = {}): boolean {
  return RULES.some((rule) => rule.action === action && actor.grants.some((grant) => holds(rule, grant, target, actor)));
}

/** Is there anything to which this person may do this? What menus and the doors of routes ask. */
export function mayEver(actor: Actor, action: Action): boolean {
  return RULES.some((rule) => rule.action === action && actor.grants.some(({ role }) => rule.roles.includes(role)));
}

/** May this person read a field that not everyone may? */
export function mayReadField(actor: Actor, field: string): boolean {
  const readers = FIELD_READERS[field];
  return readers === undefined || actor.grants.some(({ role }) => readers.includes(role));
}

/** The `access` of a route for staff who may do this to something; the handler asks `may` again for its target. */
export function staff(action: Action): StaffAccess {
  return { staff: action };
}
