/** The accounts' only door for other features. */
export * from "./accounts.contract.ts";
export { actorOf, authorize, guardStaff, needsStepUp } from "./guard.ts";
export { may, mayEver, mayReadField, staff } from "./policy.ts";
