/** The accounts' only door for other features. */
export * from "./accounts.contract.ts";
export { accountsChecks, accountsCommands } from "./accounts.commands.ts";
export { accountsRoutes } from "./accounts.routes.ts";
export { noteAudit, recordAudit, type AuditNote } from "./audit.store.ts";
export { actorOf, authorize, guardStaff, needsStepUp, notAllowed } from "./guard.ts";
export { may, mayEver, mayReadField, staff } from "./policy.ts";
export { firstAdministratorLink } from "./welcome.ts";
