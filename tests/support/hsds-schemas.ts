import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isUuid } from "../../src/platform/ids.ts";
import { DATA_DIR } from "../../src/platform/paths.ts";

const FOLDER = join(DATA_DIR, "hsds-3.1", "schema");

/** The vendored HSDS 3.1 schemas, formats included. `file`: `service.json`… */
export function hsdsValidators(): (file: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false });
  ajv.addFormat("uuid", isUuid).addFormat("uri", (text) => URL.canParse(text)).addFormat("email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
  ajv.addFormat("date-time", (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text));
  for (const file of readdirSync(FOLDER)) ajv.addSchema(JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as object, file);
  return (file) => {
    const validate = ajv.getSchema(file);
    if (!validate) throw new Error(`There is no schema ${file}`);
    return validate as ValidateFunction;
  };
}
