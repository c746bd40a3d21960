import { FanalError } from "../platform/errors.ts";
import { accountsMessages } from "./accounts.messages.ts";

export type FaultId = keyof (typeof accountsMessages)["fr"]["faults"];

/** A refusal as an error, with its sentence in both languages. */
export function fault(id: FaultId, status: number): FanalError {
  return new FanalError(id, status, { fr: accountsMessages.fr.faults[id], en: accountsMessages.en.faults[id] });
}
