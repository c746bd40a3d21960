import type { Grant } from "../accounts.contract.ts";

export interface Colleague {
  id: string;
  name: string;
  email: string;
  state: "invited" | "active" | "suspended";
  grants: Grant[];
  lastSeenOn: string | null;
  factors: { passkeys: number; password: boolean; totp: boolean };
}

export interface Invitation {
  id: string;
  email: string;
  grants: Grant[];
  sentAt: string;
  expiresAt: string;
}

/** `GET /api/console/staff`. */
export interface StaffAnswer {
  people: Colleague[];
  invitations: Invitation[];
}
