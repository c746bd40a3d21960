import { afterAll, beforeAll, expect, test } from "vitest";
import { ROUTES } from "../../src/platform/html/addresses.ts";
import { TUESDAY_MORNING, testApp, type TestApp } from "../support/app.ts";

/* Pages that the server keeps still say the right thing about now. */

let now = new Date(TUESDAY_MORNING);
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ now: () => now });
});
afterAll(() => app.close());

test("a kept record page says open until the very minute it closes, and from then on that it is closed", async () => {
  const { results } = (await app.app.server.inject("/api/search?need=food.hamper&open=now&limit=50")).json<{ results: { service: { id: string }; open: { until: string | null } }[] }>();
  const open = results.find(({ open: { until } }) => until !== null && until.startsWith("2026-11-24"))!;
  const state = async () => /[●○] (Ouvert|Fermé)/.exec((await app.app.server.inject(ROUTES.service.fr.replace(":id", open.service.id))).body)![1];
  expect([await state(), await state()]).toEqual(["Ouvert", "Ouvert"]);
  const closes = Date.parse(open.open.until!);
  now = new Date(closes - 60_000);
  expect([await state(), await state()]).toEqual(["Ouvert", "Ouvert"]);
  now = new Date(closes);
  expect(await state()).toBe("Fermé");
});
