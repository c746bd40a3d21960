import { Compile } from "typebox/schema";
import { ServiceRecord } from "../directory.contract.ts";

/** Why something was refused: the field (dotted path) and the reason, in a sentence for whoever corrects the file. */
export interface Fault {
  field: string;
  reason: string;
}

const validator = Compile(ServiceRecord);

interface ValidationError {
  instancePath: string;
  message: string;
}

/** `/at/0/location/lat` → `at.0.location.lat`. */
function fieldOf(path: string): string {
  return path.replace(/^\//, "").replaceAll("/", ".") || "record";
}

function shapeFaults(value: unknown): Fault[] {
  const [, errors] = validator.Errors(value);
  const byField = new Map<string, Fault>();
  for (const { instancePath, message } of errors as ValidationError[]) {
    const field = fieldOf(instancePath);
    if (!byField.has(field)) byField.set(field, { field, reason: message });
  }
  return [...byField.values()].slice(0, 3);
}

/** Faults of a record against the contract; empty when it can be saved. */
export function recordFaults(record: ServiceRecord): Fault[] {
  if (!validator.Check(record)) return shapeFaults(record);
  if (!record.texts.fr && !record.texts.en) return [{ field: "texts", reason: "needs a name in French or English" }];
  if (!record.organization.texts.fr && !record.organization.texts.en) return [{ field: "organization.texts", reason: "needs a name in French or English" }];
  if (record.needs.length === 0 && ["published", "publicWithNotice"].includes(record.visibility)) return [{ field: "needs", reason: "a published record needs one" }];
  const twice = record.at.map(({ id }) => id).find((id, index, ids) => ids.indexOf(id) !== index);
  return twice ? [{ field: "at", reason: `the same place is listed twice (${twice})` }] : [];
}
