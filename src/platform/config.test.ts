import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("defaults: loopback, port 2110, fanal's own database", () => {
  expect(readConfig({})).toMatchObject({ config: { host: "127.0.0.1", port: 2110, databaseUrl: null, publicUrl: "http://127.0.0.1:2110", phoneLive: false } });
});

test("every fault is listed at once, with what to do, and never a password", () => {
  const read = readConfig({ PORT: "banana", LOG_LEVEL: "loud", DATABASE_URL: "mysql://someone:secret@host/db", FANAL_EXIT_URL: "javascript:alert(1)" });
  expect(read).toHaveProperty("faults");
  const { faults } = read as { faults: string[] };
  expect(faults.map((fault) => fault.split(":")[0])).toEqual(["PORT", "DATABASE_URL", "LOG_LEVEL", "FANAL_EXIT_URL"]);
  expect(faults.join(" ")).not.toContain("secret");
});

test("an IPv6 host is written in brackets", () => {
  expect(readConfig({ HOST: "::1", PORT: "0" })).toMatchObject({ config: { publicUrl: "http://[::1]:0" } });
});
