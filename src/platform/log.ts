import { pino, type Logger } from "pino";
import type { Config } from "./config.ts";

export type { Logger };

/**
 * Structured log on stdout, one JSON object a line. No personal data by construction: requests are
 * logged by route pattern, never by address, query string or body.
 */
export function createLog(config: Pick<Config, "logLevel">): Logger {
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } });
}
