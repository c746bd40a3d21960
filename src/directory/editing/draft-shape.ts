import type { TSchema } from "typebox";
import { Compile } from "typebox/schema";
import { ServiceRecord } from "../directory.contract.ts";

/*
 * A draft may be unfinished: an empty name, half a telephone number. Its shape must still be a record's, since it is
 * compared, merged and shown as one.
 */

/** What says how a value must be, rather than what kind of value it is. */
const STRICT = new Set(["minLength", "pattern", "format", "minItems", "minimum", "maximum", "enum"]);

function loosened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(loosened);
  if (schema === null || typeof schema !== "object") return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !STRICT.has(key)).map(([key, value]) => [key, loosened(value)]));
}

const validator = Compile(loosened(ServiceRecord) as TSchema);

/** Is this a record, finished or not? */
export function isRecordShaped(body: unknown): body is ServiceRecord {
  return validator.Check(body);
}
