import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { startSending, type Sending } from "../../src/platform/mail/send-letters.ts";
import { tick } from "../../src/verification/campaigns/asking.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { buildPlan, campaignApp, movableClock, writtenLetters, type CampaignApp } from "../support/campaign.ts";
import { openMailServer, type TestMailServer } from "../support/mail.ts";
import { signedInAs } from "../support/staff.ts";

/*
 * The sample directory, over Richelieu-Yamaska: asked, answered with real clicks in both languages, reviewed,
 * published, reported. Every letter goes to one test mailbox, since nobody of the sample asked to be in it.
 */

const MAILBOX = "essai@example.net";
const TERRITORY = ["mrc:48", "mrc:53", "mrc:54", "mrc:55", "mrc:57"];
const clock = movableClock("2026-11-24T15:30:00Z");
let server: TestMailServer;
let house: CampaignApp;
let sending: Sending;
let browser: Browser;

beforeAll(async () => {
  server = await openMailServer();
  house = await campaignApp(clock, [], { FANAL_SMTP_URL: server.url, FANAL_MAIL_PER_MINUTE: "60000", FANAL_MAIL_REDIRECT: MAILBOX }, inject("sampleTemplate"));
  sending = startSending(house.platform, { waits: { idle: 20, trouble: 50 } })!;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sending.stop();
  await house.close();
  await server.close();
});

async function call<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const { headers } = await signedInAs(house.platform, ["resourceSpecialist"], [...TERRITORY]);
  const { payload } = await house.app.server.inject({ method, url: `/api/console${path}`, headers, ...(body && { payload: body }) });
  return JSON.parse(payload) as T;
}

it("runs from build to report", async () => {
  const plan = buildPlan({ name: "Richelieu-Yamaska", audience: { areas: TERRITORY, sources: ["sample"] } });
  const estimate = await call<{ records: number; letters: number; sample: number; withoutAddress: number; redirectedTo: string }>("POST", "/campaigns/estimate", { audience: plan.audience, perDay: null });
  expect(estimate).toMatchObject({ redirectedTo: MAILBOX });
  expect(estimate.letters).toBeGreaterThan(2);
  expect(estimate.sample + estimate.withoutAddress).toBe(estimate.records);
  const { id } = await call<{ id: string }>("POST", "/campaigns", plan);
  await call("POST", `/campaigns/${id}/start`);
  await vi.waitFor(async () => {
    await tick(house.deps);
    expect(server.taken).toHaveLength(estimate.letters);
  }, { timeout: 15_000 });
  expect(new Set(server.taken.flatMap(({ to }) => to))).toEqual(new Set([MAILBOX]));

  const links = (await writtenLetters(house.platform)).flatMap((letter) => letter.links);
  const words = { fr: { open: "Ouvrir ma fiche", right: "Tout est exact", correct: "Corriger (Les conditions)", price: "Prix", save: "Enregistrer (Les conditions)", done: "J’ai terminé" }, en: { open: "Open my record", right: "Everything is right", correct: "Correct (The conditions)", price: "Cost", save: "Save (The conditions)", done: "I am done" } };
  for (const [index, lang] of (["fr", "en", "en"] as const).entries()) {
    const t = words[lang];
    const visit = await openVisit(browser, { width: 360, lang: `${lang}-CA`, javaScript: index !== 1 });
    const page = await visit.newPage();
    await page.goto(`${house.url}${links[index]!}`);
    await page.getByRole("button", { name: t.open }).click();
    if (index < 2) await page.getByRole("button", { name: t.right }).click();
    else {
      await page.getByText(t.correct).click();
      await page.getByLabel(t.price).fill("Free of charge, always");
      await page.getByRole("button", { name: t.save }).click();
      await page.getByRole("button", { name: t.done }).first().click();
    }
    await page.locator("h1", { hasText: /Merci|Thank you/ }).waitFor();
    await visit.close();
  }

  const { items } = await call<{ items: { id: string; recordId: string; proposed: string }[] }>("GET", "/proposals");
  const item = items.find(({ proposed }) => proposed === "Free of charge, always");
  await call("POST", `/proposals/${item!.id}`, { accept: true });
  await vi.waitFor(async () => {
    const page = await (await fetch(`${house.url}/en/services/${item!.recordId}`)).text();
    expect(page).toContain("Free of charge, always");
    expect(page).toContain("Verified by e-mail by the organization on November 24, 2026");
    // A test mailbox does not make a sample true.
    expect(page).toContain("Unverified sample");
  }, { timeout: 10_000 });
  const { figures } = await call<{ figures: Record<string, number> }>("GET", `/campaigns/${id}/progress`);
  expect(figures).toMatchObject({ records: estimate.records, sent: estimate.sample, answered: 3, confirmed: 2, corrected: 1 });
}, 60_000);
