import type { FollowUpLine } from "../console.contract.ts";

/** Under the name of an organisation: its service, unless it is called the same, and its town. */
export function serviceLine({ name, organization, city }: NonNullable<FollowUpLine["record"]>): string {
  return [organization === null || organization === name ? null : name, city].filter(Boolean).join(", ");
}
