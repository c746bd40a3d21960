import { afterAll, beforeAll, expect, it } from "vitest";
import { testApp, type TestApp } from "../../../tests/support/app.ts";
import { signedInAs, type TestStaff } from "../../../tests/support/staff.ts";
import { verificationJobs } from "../work.ts";

let app: TestApp;
let specialist: TestStaff;
let service: string;
beforeAll(async () => {
  app = await testApp();
  specialist = await signedInAs(app.database.platform, ["resourceSpecialist"]);
  service = (await app.app.server.inject("/api/search?need=food.hamper")).json<{ results: { service: { id: string } }[] }>().results[0]!.service.id;
});
afterAll(() => app.close());

const send = (fields: Record<string, string>) => app.app.server.inject({ method: "POST", url: `/fr/services/${service}/signaler`, headers: { "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams({ topic: "phone", message: "Le numéro a changé.", ...fields }).toString() });
const rows = async <T>(sql: string) => (await app.database.platform.pool.query<T & object>(sql)).rows;

async function decide(accept: boolean): Promise<void> {
  const { items } = (await app.app.server.inject({ url: "/api/console/proposals", headers: specialist.headers })).json<{ items: { id: string; kind: string }[] }>();
  const { id } = items.find(({ kind }) => kind === "words")!;
  expect((await app.app.server.inject({ method: "POST", url: `/api/console/proposals/${id}`, headers: specialist.headers, payload: { accept } })).statusCode).toBe(200);
}

it("whoever left an address is thanked once their report was right; then it is erased everywhere", async () => {
  expect((await send({ replyTo: "merci@example.org" })).statusCode).toBe(303);
  const inbox = (await app.app.server.inject({ url: "/api/console/proposals", headers: specialist.headers })).body;
  expect(inbox).not.toContain("merci@example.org");
  await decide(true);
  expect(await rows("SELECT recipient, kind, body_text FROM letter WHERE kind = 'thanks'")).toEqual([{ recipient: "merci@example.org", kind: "thanks", body_text: expect.stringContaining("la fiche est corrigée") }]);
  expect(await rows("SELECT 1 FROM proposal WHERE reply_to IS NOT NULL")).toEqual([]);
  await rows("UPDATE letter SET state = 'sent' WHERE kind = 'thanks'");
  const { platform } = app.database;
  const deps = { platform, needs: { all: () => [] }, territory: {} } as unknown as Parameters<typeof verificationJobs>[0];
  await verificationJobs(deps).find(({ name }) => name === "campaigns.nightly")!.run();
  expect(await rows("SELECT 1 FROM letter WHERE recipient = 'merci@example.org'")).toEqual([]);
});

it("a report that was not right is not thanked for, and its address is erased too", async () => {
  await send({ replyTo: "autre@example.org" });
  await decide(false);
  expect(await rows("SELECT 1 FROM letter WHERE recipient = 'autre@example.org'")).toEqual([]);
  expect(await rows("SELECT 1 FROM proposal WHERE reply_to IS NOT NULL")).toEqual([]);
});

it("an address that is not one is told, and what was typed stays", async () => {
  const answer = await send({ replyTo: "nom@exemple, autre@example.org" });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain("Écrivez l’adresse au complet");
  expect(answer.body).toContain("nom@exemple, autre@example.org");
});
