import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { buildOrganization, buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { writeLetter } from "../../src/platform/mail/letters.store.ts";
import { startSending, type Sending } from "../../src/platform/mail/send-letters.ts";
import { axeFaults, bringAxe } from "../support/axe.ts";
import { openBrowser, openVisit, type Visitor } from "../support/browser.ts";
import { campaignApp, movableClock, writtenLetters, type CampaignApp } from "../support/campaign.ts";
import { buildLetter, openMailServer, type TestMailServer } from "../support/mail.ts";
import { signedInAs, type TestStaff } from "../support/staff.ts";

/*
 * A campaign over Les Maskoutains (Richelieu-Yamaska) on the sample directory, from build to report, by a real browser
 * and a real SMTP server. With PICTURES=folder it also keeps the pictures of the guide.
 */

const MAILBOX = "essai@example.org";
const clock = movableClock("2026-11-24T15:30:00Z");
let house: CampaignApp;
let mail: TestMailServer;
let sending: Sending;
let browser: Browser;
let specialist: TestStaff;
let visit: BrowserContext;
let page: Page;
let campaign: string;

const inSaintHyacinthe = () => [buildServiceAtLocation({ location: { municipalityCode: "54048", city: "Saint-Hyacinthe" } })];
const named = (name: string, email: string | null) => buildOrganization({ email, texts: { fr: { name, description: null, state: "written" }, en: null } });
const records = {
  right: buildRecord({ organization: named("Entraide Test", "entraide@example.org"), at: inSaintHyacinthe() }),
  corrected: buildRecord({ organization: named("Comptoir Test", "comptoir@example.org"), at: inSaintHyacinthe() }),
  sample: buildRecord({ organization: named("Échantillon Test", "echantillon@example.org"), at: inSaintHyacinthe(), notice: "unverifiedSample", visibility: "publicWithNotice" }),
  shelter: buildRecord({ organization: named("Maison Test", null), at: [buildServiceAtLocation({ location: { municipalityCode: "54048", city: "Saint-Hyacinthe", confidential: true, address: "9, rue Cachée" } })] }),
  called: buildRecord({ organization: named("Sans courriel Test", null), at: inSaintHyacinthe() }),
};

beforeAll(async () => {
  [mail, browser] = await Promise.all([openMailServer(), openBrowser()]);
  house = await campaignApp(clock, Object.values(records), { FANAL_SMTP_URL: mail.url, FANAL_MAIL_PER_MINUTE: "60000", FANAL_MAIL_REDIRECT: MAILBOX }, inject("sampleTemplate"));
  sending = startSending(house.platform, { waits: { idle: 20, trouble: 50 } })!;
  specialist = await signedInAs(house.platform, ["resourceSpecialist"]);
  visit = await visitAs({});
  page = await visit.newPage();
  page.setDefaultTimeout(8000);
});
afterAll(async () => {
  await browser.close();
  await sending.stop();
  await house.close();
  await mail.close();
});

async function visitAs(visitor: Visitor): Promise<BrowserContext> {
  const opened = await openVisit(browser, visitor);
  const [name, value] = specialist.cookie.split("=") as [string, string];
  await opened.addCookies([{ name, value, url: house.url }]);
  return opened;
}

const go = (path: string) => page.goto(house.url + path);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });

/** Keeps a picture for the guide, when someone asks for them. */
async function picture(name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `campaigns-${name}.png`), animations: "disabled" });
}

/** The organisation follows the link of its letter, and does what it does there. */
async function asOrganization(name: string, work: (there: Page) => Promise<void>): Promise<void> {
  const letter = (await writtenLetters(house.platform)).find(({ subject }) => subject.startsWith(name))!;
  const theirs = await openVisit(browser, { width: 360 });
  const there = await theirs.newPage();
  await there.goto(`${house.url}${letter.links[0]!}`);
  await there.getByRole("button", { name: "Ouvrir ma fiche" }).click();
  await work(there);
  await theirs.close();
}

describe("a campaign over one territory", () => {
  test("is built: a live estimate, an unknown field refused by its name, a preview in both languages; then it starts, and letters arrive", async () => {
    await go("/console/campaigns");
    await page.getByRole("link", { name: "Nouvelle campagne" }).click();
    await page.getByRole("combobox", { name: /^Territoires/ }).fill("maskoutains");
    await page.getByRole("option", { name: /Les Maskoutains/ }).click();
    await page.getByText("Les Maskoutains (MRC, Montérégie)").waitFor();
    await page.getByLabel("Besoins").selectOption("food");
    const estimate = page.getByRole("complementary");
    await estimate.getByText(`toutes les lettres vont à la boîte d’essai ${MAILBOX}`).waitFor();
    await estimate.getByText(/, par téléphone tout de suite$/).waitFor();
    const body = page.getByLabel("Texte, français");
    const words = await body.inputValue();
    await body.fill(`${words} Bonne journée, {prénom}!`);
    await estimate.getByText("« {prénom} » n’est pas un champ. Corrigez le mot entre accolades.").waitFor();
    expect(await button("Lancer la campagne").isDisabled()).toBe(true);
    await picture("unknown-field");
    await body.fill(words);
    await page.getByRole("combobox", { name: "Fiche" }).selectOption({ label: "Dépannage alimentaire – Entraide Test" });
    await page.getByRole("figure", { name: "Aperçu en français" }).getByText("Entraide Test : vos renseignements au 211 sont-ils exacts?").waitFor();
    await page.getByRole("figure", { name: "Aperçu en anglais" }).getByText("Entraide Test: is your 211 information right?").waitFor();
    await button("Lancer la campagne").click();
    await page.getByText("Donnez un nom à la campagne.").waitFor();
    await page.getByLabel("Nom de la campagne").fill("Les Maskoutains");
    await page.getByLabel("Jour de l’ouverture du territoire").fill("2027-02-01");
    await button("Enregistrer le brouillon").click();
    await page.waitForURL(/campaigns\/[0-9a-f-]{36}$/);
    campaign = page.url().split("/").at(-1)!;
    await page.getByRole("heading", { level: 1, name: "Les Maskoutains" }).waitFor();
    await estimate.getByText("de 7 organismes").waitFor();
    await picture("build");
    await button("Lancer la campagne").click();
    const dialog = page.getByRole("alertdialog", { name: "Lancer cette campagne?" });
    expect((await dialog.innerText()).replace(/\s+/g, " ")).toMatch(/10 fiches de 7 organismes Lettres 3 .* Sans courriel 7, par téléphone tout de suite/);
    await dialog.getByText(MAILBOX).waitFor();
    await picture("start");
    await dialog.getByRole("button", { name: "Oui, lancer" }).click();
    await page.getByRole("heading", { name: "Pas encore la majorité" }).waitFor();
    const letters = await writtenLetters(house.platform);
    await vi.waitFor(() => expect(mail.taken).toHaveLength(letters.length), { timeout: 10_000 });
    expect(new Set(mail.taken.map(({ to }) => to[0]))).toEqual(new Set([MAILBOX]));
  });

  test("moves on when organisations answer by their own page", async () => {
    await asOrganization("Entraide Test", async (there) => {
      await there.getByRole("button", { name: "Tout est exact" }).click();
      await there.locator("h1", { hasText: "Merci" }).waitFor();
    });
    await asOrganization("Comptoir Test", async (there) => {
      await there.getByText("Corriger (Les conditions)").click();
      await there.getByLabel("Prix").fill("Gratuit pour toutes les familles");
      await there.locator("#conditions").getByText("Enregistré", { exact: true }).waitFor();
      await there.getByRole("button", { name: "J’ai terminé" }).click();
      await there.locator("h1", { hasText: "Merci" }).waitFor();
    });
    await go(`/console/campaigns/${campaign}`);
    await page.getByText(/^2 fiches sur \d+ ont une réponse/).waitFor();
    expect(await page.locator(".figures").innerText()).toMatch(/Réponses\s+2\s+Exactes\s+1\s+Corrigées\s+1/);
    expect(await page.locator("main").innerText()).toContain("On ne compte pas qui ouvre un courriel");
    await page.getByRole("tab", { name: "Par jour" }).click();
    await page.getByRole("img", { name: /^Réponses du 24 novembre 2026/ }).waitFor();
    await page.getByRole("rowheader", { name: /69 jours avant l’ouverture/ }).waitFor();
    await page.getByRole("tab", { name: "Par territoire" }).click();
    await page.getByRole("rowheader", { name: /Saint-Hyacinthe/ }).waitFor();
    await picture("progress");
    const sheet = await (await page.request.get(`${house.url}/api/console/campaigns/${campaign}/progress.csv`)).text();
    expect(sheet).toContain("Entraide Test");
  });

  test("a correction waits on the home page, is accepted, and the public page shows it", async () => {
    const publicPage = async () => (await fetch(`${house.url}/fr/services/${records.corrected.id}`)).text();
    expect(await publicPage()).not.toContain("Gratuit pour toutes les familles");
    await go("/console/campaigns");
    await page.getByRole("row", { name: /Les Maskoutains En cours 2 sur 10/ }).waitFor();
    await picture("list");
    await go("/console");
    await page.getByRole("heading", { name: "1 proposition attend" }).waitFor();
    await page.getByRole("heading", { name: "1 campagne en cours" }).waitFor();
    await picture("home");
    await page.getByRole("main").getByRole("link", { name: "À réviser" }).first().click();
    const group = page.getByRole("region", { name: "Dépannage alimentaire" });
    await group.getByText("Gratuit pour toutes les familles").waitFor();
    await picture("review");
    await group.getByRole("button", { name: /^Accepter/ }).click();
    await group.getByText("Acceptée").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Acceptée");
    await expect.poll(publicPage, { timeout: 10_000 }).toContain("Gratuit pour toutes les familles");
    await page.reload();
    await page.getByText("Tout est révisé").waitFor();
  });

  test("who has no e-mail is called: number, words and record in one place, one press to say how it went", async () => {
    await go(`/console/campaigns/${campaign}`);
    await page.getByRole("link", { name: "Faire les appels" }).click();
    const call = page.getByRole("link", { name: "Sans courriel Test" });
    await call.waitFor();
    await picture("calls");
    await call.click();
    expect(await page.getByRole("link", { name: "450 555-0100" }).getAttribute("href")).toBe("tel:+14505550100");
    await page.getByText("Est-ce que je suis bien chez Sans courriel Test?").waitFor();
    await page.getByRole("region", { name: "La fiche" }).getByText("Un panier de nourriture pour finir le mois.").waitFor();
    await picture("call");
    await page.getByText("En anglais", { exact: true }).click();
    await page.getByText("Is this Sans courriel Test?").waitFor();
    await button(/^Pas de réponse/).click();
    await page.getByText("Appel noté : pas de réponse.").waitFor();
    await go(`/console/calls?campaign=${campaign}&later=true`);
    await page.getByRole("row", { name: /Sans courriel Test.*1 essai/ }).getByRole("link", { name: "Sans courriel Test" }).click();
    await page.getByText("Essai 2 de 3.").waitFor();
    await page.getByLabel(/^Note/).fill("Tout est comme dans la fiche.");
    await button(/^Tout est exact/).click();
    await page.getByText("Appel noté : tout est exact.").waitFor();
    await go(`/console/campaigns/${campaign}`);
    await page.getByText(/^3 fiches sur \d+ ont une réponse/).waitFor();
  });

  test("whoever may not know where a shelter is calls it without learning it", async () => {
    const [counsellor, supervisor] = await Promise.all([signedInAs(house.platform, ["counsellor"]), signedInAs(house.platform, ["supervisor"])]);
    const get = async (path: string, { headers }: TestStaff) => (await house.app.server.inject({ url: `/api/console/follow-ups${path}`, headers })).payload;
    const { rows } = await house.platform.pool.query<{ id: string }>("SELECT id FROM follow_up WHERE record_id = $1", [records.shelter.id]);
    expect(await get(`/${rows[0]!.id}`, supervisor)).toContain("rue Cachée");
    for (const path of ["", `/${rows[0]!.id}`]) expect(await get(path, counsellor)).toMatch(/Maison Test(?![^]*rue Cachée)/);
  });

  test("pauses, goes on, and stops after a last question", async () => {
    await button("Mettre en pause").click();
    await button("Reprendre").click();
    await button("Arrêter").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Oui, arrêter" }).click();
    await page.getByText("La campagne est arrêtée").first().waitFor();
    await expect.poll(() => button("Arrêter").count()).toBe(0);
  });
});

describe("the outbox", () => {
  test("shows a letter without its live link, and settles an uncertain one", async () => {
    await go("/console/outbox");
    await page.getByText(`Toutes les lettres vont à ${MAILBOX}.`).waitFor();
    await picture("outbox");
    await page.getByRole("link", { name: /^Comptoir Test : vos renseignements/ }).click();
    expect(await page.getByRole("tabpanel").innerText()).toMatch(/\/v\/…/);
    await picture("letter");
    await page.getByRole("tab", { name: "Mise en page" }).click();
    const frame = page.frameLocator("iframe").locator("body");
    expect(await frame.innerText()).toContain("Chaque jour, des gens cherchent de l’aide");
    expect(await frame.innerHTML()).not.toMatch(/\/v\/[\w-]{43}/);
    const id = page.url().split("/").at(-1)!;
    await house.platform.pool.query("UPDATE letter SET state = 'uncertain' WHERE id = $1", [id]);
    await go("/console/outbox?state=uncertain");
    await page.getByText("Une lettre est incertaine").waitFor();
    await page.getByRole("link", { name: /^Comptoir Test/ }).click();
    await button("Oui, elle est partie").click();
    await expect.poll(() => page.locator(".facts").innerText()).toMatch(/État\s+Partie/);
  });

  test("never tells the words, nor the subject, of a letter that opens an account or holds a code", async () => {
    for (const kind of ["invitation", "code", "newLink", "accountChange"]) {
      await writeLetter(house.platform.pool, buildLetter({ kind, to: MAILBOX, subject: `Secret ${kind}`, text: "https://example.org/secret", html: "<p>secret</p>", dueAt: new Date("2099-01-01") }), clock.now());
    }
    const answer = await house.app.server.inject({ url: "/api/console/letters?state=waiting", headers: specialist.headers });
    const { letters } = answer.json<{ letters: { id: string; kind: string; subject: string }[] }>();
    const secret = letters.filter(({ kind }) => kind !== "campaign");
    expect(secret.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([["accountChange", ""], ["code", ""], ["invitation", ""], ["newLink", ""]]);
    for (const { id } of secret) {
      const whole = await house.app.server.inject({ url: `/api/console/letters/${id}`, headers: specialist.headers });
      expect(whole.json()).toMatchObject({ subject: "", text: null });
      expect(whole.payload.toLowerCase()).not.toContain("secret");
      expect((await house.app.server.inject({ url: `/api/console/letters/${id}/page`, headers: specialist.headers })).statusCode).toBe(404);
    }
    await go(`/console/outbox/${secret[0]!.id}`);
    await page.getByText("Ses mots ne se montrent pas").waitFor();
  });
});

describe("every screen of verification", () => {
  test("wide and light, narrow and dark: no fault that axe can see, no sideways scroll, one lantern", async () => {
    const { pool } = house.platform;
    await pool.query("UPDATE campaign SET state = 'running', ended_at = NULL WHERE id = $1", [campaign]);
    await pool.query("INSERT INTO proposal (id, record_id, received_at, lang, topic, message) VALUES (gen_random_uuid(), $1, now(), 'fr', 'hours', 'Fermé le vendredi.')", [records.right.id]);
    const { rows: calls } = await pool.query<{ id: string }>("SELECT id FROM follow_up WHERE state = 'open' LIMIT 1");
    const { rows: letters } = await pool.query<{ id: string }>("SELECT id FROM letter WHERE kind = 'campaign' LIMIT 1");
    await pool.query("UPDATE account SET lang = 'en' WHERE id = $1", [specialist.id]);
    const opened = await visitAs({});
    await bringAxe(opened);
    const here = await opened.newPage();
    here.setDefaultTimeout(8000);
    const screens: [path: string, isThere: string][] = [["", ".card"], ["/campaigns", "tbody"], ["/campaigns/new", ".big-number"], [`/campaigns/${campaign}`, "tbody"], ["/calls", "tbody"], [`/calls/${calls[0]!.id}`, ".script"], ["/review", ".said-line"], ["/outbox", "tbody"], [`/outbox/${letters[0]!.id}`, ".letter-text"]];
    for (const [path, isThere] of screens) {
      await here.goto(`${house.url}/console${path}`);
      await here.locator(isThere).first().waitFor();
      await here.locator("html[lang=en-CA]").waitFor();
      for (const [colorScheme, width] of [["light", 1280], ["dark", 360]] as const) {
        await here.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await here.setViewportSize({ width, height: 900 });
        expect(await axeFaults(here), `${path} ${width}`).toEqual([]);
        expect(await here.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} ${width}`).toBeLessThanOrEqual(0);
      }
      expect(await here.locator(".btn.main").count(), path).toBeLessThanOrEqual(1);
    }
    await opened.close();
  }, 60_000);
});
