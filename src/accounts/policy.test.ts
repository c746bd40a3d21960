import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIONS, ROLES, type Action, type Role } from "./accounts.contract.ts";
import { may, mayEver, mayReadField, RULES } from "./policy.ts";

/** Written by hand beside the rules: a rule that changes must change here too. Order: see ROLES. */
const TABLE: Record<Action, string> = {
  //                  C S R A D M
  "account.own":     "x x x x x x",
  "staff.read":      "- x - - - x",
  "staff.invite":    "- - - - - x",
  "staff.edit":      "- - - - - x",
  "audit.read":      "- - - - - x",
  "record.read":     "x x x x x x",
  "record.edit":     "- - x - - -",
  "record.publish":  "- - x - - -",
  "record.bulkEdit": "- - x - - -",
  "record.retire":   "- - x - - -",
  "proposal.review": "- - x - - -",
  "taxonomy.edit":   "- - x - - -",
  "campaign.read":   "- x x x x -",
  "campaign.build":  "- - x - x -",
  "campaign.send":   "- - x - x -",
  "followUp.call":   "x x x - - -",
  "letter.read":     "- - x - x x",
};

const as = (role: Role, areas: string[] = []) => ({ id: "me", grants: [{ role, areas }] });
const ANYTHING = { within: ["mrc:540", "region:16"], visibility: "draft" };

test.each(ACTIONS)("%s: who may", (action) => {
  const target = { ...ANYTHING, account: action === "account.own" ? "me" : "other" };
  expect(ROLES.map((role) => (may(as(role), action, target) ? "x" : "-")).join(" ")).toBe(TABLE[action]);
  expect(ROLES.map((role) => (mayEver(as(role), action) ? "x" : "-")).join(" ")).toBe(TABLE[action]);
});

test("someone without a role may do nothing", () => {
  expect(ACTIONS.filter((action) => may({ id: "me", grants: [] }, action, { ...ANYTHING, account: "me" }) || mayEver({ id: "me", grants: [] }, action))).toEqual([]);
});

test("an action that no rule names is refused to everyone", () => {
  expect(ROLES.filter((role) => may(as(role), "record.burn" as Action, ANYTHING))).toEqual([]);
});

test("a role limited to areas acts inside them only, and on nothing whose place is unknown", () => {
  fc.assert(
    fc.property(fc.constantFrom(...RULES.filter(({ when }) => when?.includes("inOwnArea")).map(({ action }) => action)), fc.array(fc.constantFrom("mrc:540", "mrc:530", "region:16"), { maxLength: 3 }), fc.array(fc.constantFrom("mrc:540", "mrc:530", "region:16"), { minLength: 1, maxLength: 3 }), (action, within, areas) => {
      expect(may(as("resourceSpecialist", areas), action, { within })).toBe(within.some((area) => areas.includes(area)));
    }),
  );
  expect(may(as("resourceSpecialist", ["mrc:540"]), "record.edit")).toBe(false);
});

test("nobody edits their own rights, nor reads another's account as their own", () => {
  expect(may(as("administrator"), "staff.edit", { account: "me" })).toBe(false);
  expect(may(as("administrator"), "staff.edit")).toBe(false);
  expect(may(as("counsellor"), "account.own", { account: "other" })).toBe(false);
});

test("fields that not everyone may read", () => {
  const readers = (field: string) => ROLES.filter((role) => mayReadField(as(role), field));
  expect(readers("location.confidentialAddress")).toEqual(["supervisor", "resourceSpecialist"]);
  expect(readers("campaign.recipientAddress")).toEqual(["resourceSpecialist", "deploymentLead"]);
  expect(readers("service.name")).toEqual(ROLES);
});
