import { rm } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { ROUTES } from "../../src/platform/html/addresses.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { startPostgres } from "../../src/platform/db/postgres.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { TUESDAY_MORNING } from "../support/app.ts";
import { openFolder } from "../support/folder.ts";
import { testConfig } from "../support/database.ts";

test("with PostgreSQL stopped, people still find help; a report says to try again and keeps their words; it comes back by itself", async () => {
  const dataDir = openFolder("away");
  let server = await startPostgres(dataDir);
  const config = testConfig({ FANAL_DATA_DIR: dataDir });
  const log = createLog(config);
  const connection = openDatabase(server.url, log);
  await migrate(connection.pool);
  const app = await createApp({ config, log, clock: fixedClock(TUESDAY_MORNING), db: connection.db, pool: connection.pool });
  await app.firstLoad(() => undefined);
  await app.start();
  const get = (url: string) => app.server.inject(url);
  const { results } = (await get("/api/search?q=faim&place=Sorel-Tracy")).json<{ results: { service: { id: string } }[] }>();
  const id = results[0]!.service.id;
  const report = () => app.server.inject({ method: "POST", url: ROUTES.report.fr.replace(":id", id), headers: { "content-type": "application/x-www-form-urlencoded" }, payload: "topic=hours&message=Le%20samedi%20aussi" });

  await server.stop();
  for (const path of ["/fr", "/fr/recherche?q=faim&place=Sorel-Tracy", `/fr/services/${id}`, "/fr/besoins", `/hsds/services/${id}`, "/hsds/service_at_locations?postcode=J3P&proximity=5000", "/openapi.json"]) expect((await get(path)).statusCode, path).toBe(200);
  expect((await get("/health/live")).statusCode).toBe(200);
  await vi.waitFor(async () => expect((await get("/health/ready")).json()).toEqual({ ready: true, database: "down" }), 5000);
  const refused = await report();
  expect(refused.statusCode).toBe(503);
  expect(refused.body).toContain("Le samedi aussi");
  expect(refused.body).toContain("attendez une minute");

  server = await startPostgres(dataDir);
  expect((await report()).statusCode).toBe(303);
  await vi.waitFor(async () => expect((await get("/health/ready")).json()).toEqual({ ready: true, database: "up" }), 10_000);

  await app.server.close();
  await app.stop();
  await connection.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});
