import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { openDatabase, type Connection } from "../../src/platform/db/database.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { startPostgres, type Postgres } from "../../src/platform/db/postgres.ts";
import { ROUTES, withQuery } from "../../src/platform/html/addresses.ts";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { createLog } from "../../src/platform/log.ts";
import { TUESDAY_MORNING } from "../support/app.ts";
import { testConfig } from "../support/database.ts";
import { openFolder } from "../support/folder.ts";
import { everyKindOfPage } from "../support/pages.ts";
import { freezePostgres } from "../support/processes.ts";

/* A PostgreSQL that is frozen (SIGSTOP) neither answers nor closes: worse than one that is stopped. */

/** A page of a frozen node comes within this (ms). */
const SOON = 200;
/** Healthy again within this of its return (ms). */
const RETURN = 10_000;
const NOTICE = { fr: "Les fiches datent du 24 novembre 2026.", en: "These records date from November 24, 2026." };

const dataDir = openFolder("frozen");
let server: Postgres;
let connection: Connection;
let app: App;
let url: string;

beforeAll(async () => {
  server = await startPostgres(dataDir);
  const config = testConfig({ FANAL_DATA_DIR: dataDir });
  const log = createLog(config);
  connection = openDatabase(server.url, log);
  await migrate(connection.pool);
  app = await createApp({ config, log, clock: fixedClock(TUESDAY_MORNING), db: connection.db, pool: connection.pool });
  await app.firstLoad(() => undefined);
  await app.start();
  url = await app.server.listen({ host: "127.0.0.1", port: 0 });
}, 120_000);
afterAll(async () => {
  await app.server.close();
  await app.stop();
  await connection.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Timed {
  status: number;
  body: string;
  ms: number;
  kept: string | null;
}

async function timed(path: string): Promise<Timed> {
  const from = performance.now();
  const answer = await fetch(url + path);
  return { status: answer.status, body: await answer.text(), ms: performance.now() - from, kept: answer.headers.get("cache-control") };
}

async function readiness(): Promise<unknown> {
  return (await fetch(`${url}/health/ready`)).json();
}

const UP = { ready: true, database: "up" };
const DOWN = { ready: true, database: "down" };

async function firstService(): Promise<string> {
  const { results } = (await (await fetch(`${url}/api/search?q=faim&place=Sorel-Tracy`)).json()) as { results: { service: { id: string } }[] };
  return results[0]!.service.id;
}

/** The whole form as a browser sends it, with what the page itself put in it. */
function send(id: string, form: string, message: string): Promise<Response> {
  const body = new URLSearchParams({ form, topic: "hours", message });
  return fetch(url + ROUTES.report.fr.replace(":id", id), { method: "POST", body, redirect: "manual" });
}

const formOf = (html: string) => /name="form" value="([^"]+)"/.exec(html)![1]!;
const stored = async (message: string) => (await connection.pool.query("SELECT 1 FROM proposal WHERE message = $1", [message])).rowCount;

test("frozen: readers go on at once with a notice, writers are told to try again and lose nothing, and all is well within 10 s of its return", async () => {
  const id = await firstService();
  const pages = Object.fromEntries(await Promise.all(LANGS.map(async (lang) => [lang, (await everyKindOfPage(url, lang)).filter((path) => !path.endsWith("nothing-here"))]))) as Record<"fr" | "en", string[]>;
  for (const path of [...pages.fr, ...pages.en]) expect((await timed(path)).status, path).toBe(200);
  await vi.waitFor(async () => expect(await readiness()).toEqual(UP), 5000);

  const message = "Le samedi aussi, de 9 h à midi";
  const blank = formOf((await timed(ROUTES.report.fr.replace(":id", id))).body);
  const frozen = freezePostgres(dataDir);
  try {
    const from = performance.now();
    const refused = await send(id, blank, message);
    const page = await refused.text();
    expect(refused.status).toBe(503);
    expect(performance.now() - from).toBeLessThan(5000);
    expect(page).toContain(message);
    expect(page).toContain("attendez une minute");
    expect(formOf(page)).toBe(blank);

    await vi.waitFor(async () => expect(await readiness()).toEqual(DOWN), 5000);
    expect((await timed("/health/ready")).ms).toBeLessThan(SOON);
    for (const lang of LANGS) {
      for (const path of pages[lang]) {
        const answer = await timed(path);
        expect(answer, path).toMatchObject({ status: 200, kept: "no-store" });
        expect(answer.ms, path).toBeLessThan(SOON);
        expect(answer.body.replaceAll("\u00a0", " "), path).toContain(NOTICE[lang]);
      }
    }
    expect((await timed(withQuery("/api/search", { q: "faim", place: "Sorel-Tracy" }))).status).toBe(200);
    expect((await timed("/api/places?q=sorel")).status).toBe(200);
  } finally {
    frozen.thaw();
  }

  const back = performance.now();
  await vi.waitFor(async () => expect(await readiness()).toEqual(UP), RETURN);
  expect(performance.now() - back).toBeLessThan(RETURN);
  expect((await timed("/fr")).body).not.toContain("Les fiches datent");

  // The same form, sent again: stored once, whether or not the frozen server did the first after all.
  expect((await send(id, blank, message)).status).toBe(303);
  expect(await stored(message)).toBe(1);
}, 60_000);

test("stopped and started again: the same, within 10 s", async () => {
  await server.stop();
  await vi.waitFor(async () => expect(await readiness()).toEqual(DOWN), 5000);
  expect(await timed("/en")).toMatchObject({ status: 200, body: expect.stringContaining(NOTICE.en) });
  server = await startPostgres(dataDir);
  const back = performance.now();
  await vi.waitFor(async () => expect(await readiness()).toEqual(UP), RETURN);
  expect(performance.now() - back).toBeLessThan(RETURN);
}, 60_000);
