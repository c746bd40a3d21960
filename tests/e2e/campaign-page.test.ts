import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import type { ServiceRecord } from "../../src/directory/index.ts";
import { axeFaults, bringAxe } from "../support/axe.ts";
import { openBrowser, openVisit, type Visitor } from "../support/browser.ts";
import { campaignApp, movableClock, runCampaign, writtenLetters, type CampaignApp } from "../support/campaign.ts";

/* The organisation's page, by the link of a real letter, in a real browser. */

const START = "2026-11-24T15:30:00Z";
const clock = movableClock(START);
let house: CampaignApp;
let browser: Browser;
let record: ServiceRecord;
let link: string;
let campaignId: string;

const organization = (email: string) => ({ email, texts: { fr: { name: "Maison Test", description: null, state: "written" as const }, en: null } });

beforeAll(async () => {
  house = await campaignApp(clock, []);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** A record of its own for each test, asked by a campaign of its own. */
async function ask(fields: Parameters<typeof buildRecord>[0] = {}): Promise<void> {
  clock.set(START);
  const source = `n${Math.random().toString(36).slice(2)}`;
  const address = `${source}@example.org`;
  record = buildRecord({ organization: organization(address), notice: "unverified", visibility: "publicWithNotice", provenance: { ...buildRecord().provenance, source }, ...fields });
  await saveRecords(house.platform.pool, [record], { actor: "test", source: "test", at: new Date(START) });
  campaignId = await runCampaign(house.deps, { audience: { sources: [source] } });
  link = (await writtenLetters(house.platform)).find(({ to }) => to === address)!.links[0]!;
}
beforeEach(() => ask());

const rows = async <T extends object>(sql: string, values: unknown[] = []) => (await house.platform.pool.query<T>(sql, values)).rows;
const answerOf = async () => (await rows<{ state: string; answer: string | null }>("SELECT state, answer FROM campaign_recipient WHERE campaign_id = $1", [campaignId]))[0];

async function visit(who: Visitor, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await openVisit(browser, who);
  await bringAxe(context);
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function open(page: Page, lang = "fr"): Promise<void> {
  await page.goto(`${house.url}${link}?lang=${lang}`);
  await page.getByRole("button", { name: lang === "fr" ? "Ouvrir ma fiche" : "Open my record" }).click();
}

describe("a link", () => {
  it("changes nothing when scanners open it; the button exchanges it for a cookie and a clean address", async () => {
    for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(house.url + link, { method })).status).toBe(200);
    expect(await rows("SELECT 1 FROM verification_visit v JOIN verification_link l ON l.id = v.link_id WHERE l.campaign_id = $1", [campaignId])).toEqual([]);
    const answer = await fetch(house.url + link, { method: "POST", redirect: "manual" });
    expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([303, "/fr/verifier", "no-store"]);
    expect(answer.headers.get("set-cookie")).toMatch(/^fanal-check=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    expect(await answerOf()).toEqual({ state: "asked", answer: null });
  });

  it("that is cut, made up, expired or revoked gets a clear page; a new one goes to the address on file only, with the same answer", async () => {
    const get = async (path: string) => {
      const answer = await fetch(house.url + path);
      return [answer.status, /<h1>([^<]*)/.exec(await answer.text())?.[1]];
    };
    expect(await get(link.slice(0, -3))).toEqual([404, "Ce lien n’est pas complet"]);
    expect(await get(`/v/${"x".repeat(43)}`)).toEqual([404, "Nous ne reconnaissons pas ce lien"]);
    await house.platform.pool.query("UPDATE verification_link SET revoked_at = now() WHERE campaign_id = $1", [campaignId]);
    expect(await get(link)).toEqual([410, "Ce lien a été remplacé ou fermé"]);
    await house.platform.pool.query("UPDATE verification_link SET revoked_at = NULL WHERE campaign_id = $1", [campaignId]);
    clock.set("2027-01-25T15:30:00Z");
    expect(await get(link)).toEqual([410, "Ce lien ne fonctionne plus"]);
    const askNew = async (token: string) => (await (await fetch(`${house.url}/fr/verifier/nouveau-lien`, { method: "POST", body: new URLSearchParams({ token }) })).text()).replace(/\s+/g, " ");
    const before = (await writtenLetters(house.platform)).length;
    const known = await askNew(link.slice(3));
    expect(await askNew("y".repeat(43))).toBe(known);
    // Asked at once a second time, none is written.
    expect(await askNew(link.slice(3))).toBe(known);
    const letters = (await writtenLetters(house.platform)).slice(before);
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([["newLink", record.organization.email]]);
    expect((await fetch(house.url + letters[0]!.links[0]!)).status).toBe(200);
  });

  it("stops the letters by one click of the mail program; someone calls instead", async () => {
    const answer = await fetch(`${house.url}${link}/stop`, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    expect(answer.status).toBe(200);
    expect(await answerOf()).toEqual({ state: "telephone", answer: null });
    expect(await rows("SELECT reason FROM follow_up WHERE campaign_id = $1", [campaignId])).toEqual([{ reason: "unsubscribed" }]);
  });
});

describe("someone with one minute", () => {
  it("without JavaScript, on a phone: everything is right, and the public page says so at once", async () => {
    await visit({ javaScript: false, width: 360, height: 740 }, async (page) => {
      await open(page);
      expect(new URL(page.url()).pathname).toBe("/fr/verifier");
      expect(await page.locator("main").innerText()).toContain("Dépannage alimentaire");
      await page.getByRole("button", { name: "Tout est exact" }).click();
      expect(await page.locator("h1").innerText()).toBe("Merci!");
    });
    expect(await answerOf()).toEqual({ state: "answered", answer: "confirmed" });
    expect(await rows("SELECT verified_on::text AS on, verified_by AS by, next_due::text AS due, visibility FROM service WHERE id = $1", [record.id])).toEqual([{ on: "2026-11-24", by: "email", due: "2027-05-24", visibility: "published" }]);
    await vi.waitFor(async () => expect(await (await fetch(`${house.url}/fr/services/${record.id}`)).text()).toContain("Vérifié par courriel par l’organisme le 24 novembre 2026"), { timeout: 5000 });
    const publicPage = async () => (await fetch(`${house.url}/fr/services/${record.id}`)).text();
    expect(await publicPage()).not.toContain("revérifiée");
    const again = await fetch(house.url + link);
    expect([again.status, /<h1>([^<]*)/.exec(await again.text())?.[1]]).toEqual([410, "Votre réponse est déjà reçue. Merci!"]);
    clock.set("2027-05-25T15:30:00Z");
    expect(await publicPage()).toContain("Cette fiche n’a pas été revérifiée depuis un bon moment.");
  });

  it("corrects in place, without JavaScript, in English; it goes to review and the record stays as it is", async () => {
    await visit({ javaScript: false, width: 360, lang: "en-CA" }, async (page) => {
      await open(page, "en");
      await page.getByText("Correct (How to reach you)").click();
      await page.getByLabel("Phone numbers").fill("450 555-0199, ext. 7\n1 800 555-0100");
      await page.getByLabel("Website").fill("nope");
      await page.getByRole("button", { name: "Save (How to reach you)" }).click();
      expect(await page.locator(".summary").innerText()).toContain("Write a whole web address");
      await page.getByLabel("Website").fill("www.example.org");
      await page.getByRole("button", { name: "Save (How to reach you)" }).click();
      await page.getByRole("button", { name: "This is right (The hours)" }).click();
      await page.getByRole("button", { name: "I am done" }).click();
      expect(await page.locator(".lead").innerText()).toContain("We have your corrections");
    });
    expect(await answerOf()).toEqual({ state: "answered", answer: "corrected" });
    const proposals = await rows<{ field: string; proposed: unknown }>("SELECT field, proposed FROM field_proposal WHERE campaign_id = $1 ORDER BY field", [campaignId]);
    expect(proposals).toMatchObject([{ field: "phones", proposed: [{ number: "+14505550199", extension: "7" }, { number: "+18005550100" }] }, { field: "website", proposed: "https://www.example.org" }]);
    expect(await rows("SELECT verified_on, website FROM service WHERE id = $1", [record.id])).toEqual([{ verified_on: null, website: null }]);
  });

  it("is saved as it is typed, and is there in the other language and after coming back", async () => {
    await visit({ width: 360 }, async (page) => {
      await open(page);
      await page.getByText("Corriger (Les conditions)").click();
      await page.getByLabel("Prix").fill("Gratuit, <b>toujours</b>");
      await page.locator("#conditions").getByText("Enregistré", { exact: true }).waitFor();
      await page.getByRole("link", { name: "EN", exact: true }).click();
      await page.goto(`${house.url}/fr/verifier`);
      expect(await page.getByLabel("Prix").inputValue()).toBe("Gratuit, <b>toujours</b>");
      expect(await page.locator("#conditions dd").nth(1).innerHTML()).toBe("Gratuit, &lt;b&gt;toujours&lt;/b&gt;");
    });
  });

  it("says that they have closed, or that another person handles it now", async () => {
    await visit({ javaScript: false, width: 360 }, async (page) => {
      await open(page);
      await page.getByText("Une autre personne s’en occupe maintenant").first().click();
      await page.getByRole("button", { name: "Envoyer (Une autre personne s’en occupe maintenant)" }).click();
      expect(await page.locator(".fault").innerText()).toBe("Dites-le en quelques mots.");
      await page.getByLabel("Une autre personne s’en occupe maintenant").fill("collegue@example.org");
      await page.getByRole("button", { name: "Envoyer (Une autre personne s’en occupe maintenant)" }).click();
      await page.locator("h1", { hasText: "Merci" }).waitFor();
    });
    expect(await rows("SELECT topic, message FROM proposal WHERE campaign_id = $1", [campaignId])).toEqual([{ topic: "handover", message: "collegue@example.org" }]);
    expect(await answerOf()).toEqual({ state: "answered", answer: "handover" });
  });

  it("passes axe on a phone, in both languages, light and dark, with every part open", async () => {
    for (const lang of ["fr", "en"] as const) {
      await visit({ width: 360, lang: `${lang}-CA`, dark: lang === "en" }, async (page) => {
        await page.goto(`${house.url}${link}?lang=${lang}`);
        expect(await axeFaults(page)).toEqual([]);
        await open(page, lang);
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        expect(await axeFaults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("main button, main summary, main input:not([type=hidden]), main textarea")].filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
        expect(small).toEqual([]);
      });
    }
  });
});

describe("two people at once, and bad input", () => {
  async function enter(): Promise<string> {
    return (await fetch(house.url + link, { method: "POST", redirect: "manual" })).headers.get("set-cookie")!.split(";")[0]!;
  }
  const save = (cookie: string, form: Record<string, string>) => fetch(`${house.url}/fr/verifier`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams(form) });

  it("the second sees what the first wrote, keeps its own words, and nothing is lost", async () => {
    const [one, two] = [await enter(), await enter()];
    const key = `service.${record.id}.texts.fr.fees`;
    expect((await save(one, { section: "conditions", version: "0", action: "save", [key]: "5 $" })).status).toBe(303);
    const refused = await save(two, { section: "conditions", version: "0", action: "save", [key]: "10 $" });
    const page = await refused.text();
    expect(refused.status).toBe(409);
    expect(page).toContain("Quelqu’un d’autre de votre organisme vient d’enregistrer");
    expect(page).toMatch(/<dd class="lines">5\u00a0\$/);
    expect(page).toMatch(/<textarea[^>]*>10 \$<\/textarea>/);
    expect((await save(two, { section: "conditions", version: /name="version" value="1"/.test(page) ? "1" : "0", action: "save", [key]: "10 $" })).status).toBe(303);
    expect(await rows("SELECT fields FROM verification_draft WHERE campaign_id = $1", [campaignId])).toEqual([{ fields: { [key]: "10 $" } }]);
  });

  it("two who end at once send what they corrected to review once", async () => {
    const [one, two] = [await enter(), await enter()];
    const key = `serviceAtLocation.${record.at[0]!.id}.hours`;
    await save(one, { section: "hours", version: "0", action: "save", [key]: "Lundi, 9 h à midi" });
    const end = (cookie: string) => fetch(`${house.url}/fr/verifier/terminer`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams({ topic: "done" }) });
    const answers = await Promise.all([end(one), end(two)]);
    expect(answers.map(({ headers }) => headers.get("location")?.slice(0, 30)).filter((path) => path === "/fr/verifier/merci?a=corrected")).not.toEqual([]);
    expect(await rows("SELECT message FROM proposal WHERE campaign_id = $1", [campaignId])).toEqual([{ message: "Lundi, 9 h à midi" }]);
    expect(await answerOf()).toEqual({ state: "answered", answer: "corrected" });
  });

  it("a megabyte is refused with a sentence; fields of other records and unknown ones are not taken", async () => {
    const cookie = await enter();
    const key = `service.${record.id}.texts.fr.fees`;
    expect((await save(cookie, { section: "conditions", version: "0", action: "save", [key]: "x".repeat(1_000_000) })).status).toBe(413);
    const long = await save(cookie, { section: "conditions", version: "0", action: "save", [key]: "x".repeat(1500) });
    expect([long.status, (await long.text()).includes("C’est trop long")]).toEqual([422, true]);
    await save(cookie, { section: "conditions", version: "0", action: "save", "service.other.texts.fr.fees": "1", "service.constructor": "2" });
    expect(await rows("SELECT fields FROM verification_draft WHERE campaign_id = $1", [campaignId])).toEqual([{ fields: {} }]);
  });

  it("no page opens without the cookie of a good link", async () => {
    expect((await fetch(`${house.url}/fr/verifier`)).status).toBe(403);
    expect((await save("fanal-check=" + "z".repeat(43), { section: "about", action: "right" })).status).toBe(403);
    const cookie = await enter();
    await house.platform.pool.query("UPDATE verification_link SET revoked_at = now() WHERE campaign_id = $1", [campaignId]);
    expect((await fetch(`${house.url}/fr/verifier`, { headers: { cookie } })).status).toBe(403);
  });
});

describe("what the public does not see", () => {
  it("opens with a ten-minute code sent to the address on file, not before, and not after five tries", async () => {
    await ask({ at: [buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée" } })] });
    await visit({ javaScript: false, width: 360 }, async (page) => {
      await open(page);
      expect(await page.content()).not.toContain("rue Cachée");
      const code = async () => {
        await page.getByRole("button", { name: "M’envoyer un code" }).click();
        return (await writtenLetters(house.platform)).findLast(({ kind, to }) => kind === "code" && to === record.organization.email)!.subject.slice(-6);
      };
      const give = async (typed: string) => {
        await page.getByLabel("Code reçu par courriel").fill(typed);
        await page.getByRole("button", { name: "Ouvrir" }).click();
      };
      const first = await code();
      await give(first === "000000" ? "000001" : "000000");
      expect(await page.locator(".fault").innerText()).toContain("Ce code n’est pas le bon");
      clock.set("2026-11-24T15:41:00Z");
      await give(first);
      expect(await page.content()).not.toContain("rue Cachée");
      await give(await code());
      expect(await page.content()).toContain("9, rue Cachée");
    });
  });
});
