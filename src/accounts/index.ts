/** The accounts' only door for other features. */
export * from "./accounts.contract.ts";
export { auditCheck, noteAudit, recordAudit, type AuditNote } from "./audit.store.ts";
export { actorOf, authorize, guardStaff, needsStepUp } from "./guard.ts";
export { may, mayEver, mayReadField, staff } from "./policy.ts";
