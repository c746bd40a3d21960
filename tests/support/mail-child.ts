import { fixedClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { readConfig } from "../../src/platform/config.ts";
import { startSending } from "../../src/platform/mail/send-letters.ts";

/* A process that only sends letters, to be killed: `DATABASE_URL`, `FANAL_SMTP_URL`. Says "sending" once it has begun. */
const read = readConfig(process.env);
if ("faults" in read) throw new Error(read.faults.join(" "));
const log = createLog(read.config);
const { db, pool } = openDatabase(read.config.databaseUrl ?? "", log);
startSending({ config: read.config, log, clock: fixedClock(new Date().toISOString()), db, pool }, { waits: { idle: 20, trouble: 50 } });
process.stdout.write("sending\n");
