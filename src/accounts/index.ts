/** The accounts' only door for other features. */
export * from "./accounts.contract.ts";
export { may, mayEver, mayReadField, staff } from "./policy.ts";
