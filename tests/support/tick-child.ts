import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { loadTerritory } from "../../src/territory/index.ts";
import { tick } from "../../src/verification/campaigns/asking.ts";

/* A process that only writes the letters of campaigns, to be killed: `DATABASE_URL`, `NOW`. */
const read = readConfig(process.env);
if ("faults" in read) throw new Error(read.faults.join(" "));
const log = createLog(read.config);
const { db, pool } = openDatabase(read.config.databaseUrl ?? "", log);
await tick({ platform: { config: read.config, log, clock: fixedClock(process.env["NOW"]!), db, pool }, territory: await loadTerritory() });
process.exit();
