import type { Browser, BrowserContext, Page } from "playwright-core";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRecord } from "../../src/directory/directory.factory.ts";
import type { ServiceRecord } from "../../src/directory/index.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { axeFaults, bringAxe } from "../support/axe.ts";
import { openBrowser, openVisit, type Visitor } from "../support/browser.ts";
import { signedInAs, type TestStaff } from "../support/staff.ts";

/* Records in the console, by a real browser: what a resource specialist does all day. */

let app: TestApp;
let browser: Browser;
let specialist: TestStaff;
let colleague: TestStaff;
beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), openBrowser()]);
  specialist = await signedInAs(app.database.platform, ["resourceSpecialist"]);
  colleague = await signedInAs(app.database.platform, ["resourceSpecialist"]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function visitAs({ cookie }: TestStaff, visitor: Visitor = {}): Promise<BrowserContext> {
  const visit = await openVisit(browser, visitor);
  const [name, value] = cookie.split("=") as [string, string];
  await visit.addCookies([{ name, value, url: app.url }]);
  return visit;
}

async function stored(name: string): Promise<ServiceRecord> {
  const texts = buildRecord().texts;
  const record = buildRecord({ texts: { ...texts, fr: { ...texts.fr!, name } } });
  await saveRecords(app.database.platform.pool, [record], { actor: "test", source: "sample", at: app.database.platform.clock.now() });
  return record;
}

const editor = (id: string) => `${app.url}/console/records/${id}/edit`;
const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
/** For the guide: `PICTURES=docs/pictures vitest run tests/e2e/console-records.test.ts` makes its pictures. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `console-${name}.png`) });
}
const kept = (page: Page) => page.getByText(/^Brouillon enregistré à/).waitFor();

describe("a resource specialist", () => {
  test("finds a record, changes it, sees the advice and the preview, publishes, and takes it back", async () => {
    const record = await stored("Comptoir Fraîcheur du Quai");
    const visit = await visitAs(specialist);
    const page = await visit.newPage();
    await page.goto(`${app.url}/console/records`);
    await page.getByText(/fiches$/).first().waitFor();
    await picture(page, "records-fr-1280");
    await page.getByRole("searchbox", { name: /Mots du nom/ }).fill("fraicheur");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Comptoir Fraîcheur du Quai" }).click();
    await page.getByRole("link", { name: "Modifier", exact: true }).waitFor();
    await picture(page, "record-fr-1280");
    await page.getByRole("link", { name: "Modifier", exact: true }).click();
    await page.getByLabel(/^Description, français/).fill("Les usagers reçoivent un panier de légumes du marché.");
    await page.getByText("« usager » → la personne").waitFor();
    await page.getByLabel("Ce que l’on sait").selectOption({ label: "Heures régulières" });
    await page.getByText(/lun\.–ven\. 9\sh–16\sh\s30/).first().waitFor();
    await kept(page);
    await picture(page, "editor-fr-1280");
    const preview = await visit.newPage();
    await preview.goto(`${app.url}/console/preview/${record.id}?lang=fr`);
    expect(await preview.locator("main").innerText()).toContain("un panier de légumes du marché");
    await preview.close();
    await page.getByRole("button", { name: "Publier", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Comptoir Fraîcheur du Quai" }).waitFor();
    await page.getByRole("tab", { name: /Historique/ }).click();
    await page.getByRole("button", { name: "Annuler ce changement" }).first().click();
    await page.getByText(/C’est redevenu comme avant/).first().waitFor();
    await expect.poll(async () => (await (await fetch(`${app.url}/fr/services/${record.id}`)).text()).includes("légumes du marché")).toBe(false);
    await visit.close();
  });

  test("meets a colleague in the same record, and neither loses a word", async () => {
    const record = await stored("Cuisine partagée");
    const [mine, theirs] = [await visitAs(specialist), await visitAs(colleague)];
    const [here, there] = [await mine.newPage(), await theirs.newPage()];
    await Promise.all([here.goto(editor(record.id)), there.goto(editor(record.id))]);
    await there.getByLabel(/^Coût, français/).fill("5 $ par repas");
    await there.getByLabel(/^Pour qui, français/).fill("Les familles");
    await kept(there);
    await here.getByLabel(/^À apporter, français/).fill("Un sac");
    await here.getByLabel(/^Coût, français/).fill("Gratuit");
    const dialog = here.getByRole("alertdialog", { name: "Quelqu’un vient d’enregistrer cette fiche" });
    await dialog.waitFor();
    await picture(here, "conflict-fr-1280");
    await dialog.getByText("5 $ par repas").click();
    await dialog.getByRole("button", { name: "Continuer" }).click();
    await kept(here);
    await expect.poll(() => here.getByLabel(/^Coût, français/).inputValue()).toBe("5 $ par repas");
    expect(await here.getByLabel(/^Pour qui, français/).inputValue()).toBe("Les familles");
    expect(await here.getByLabel(/^À apporter, français/).inputValue()).toBe("Un sac");
    await Promise.all([mine.close(), theirs.close()]);
  });

  test("keeps writing while the network is away, and all is kept when it is back", async () => {
    const record = await stored("Friperie du coin");
    const visit = await visitAs(specialist);
    const page = await visit.newPage();
    await page.goto(editor(record.id));
    await page.getByLabel(/^Notes, français/).fill("Un mot");
    await kept(page);
    await visit.setOffline(true);
    await page.getByLabel(/^Notes, français/).fill("Un mot de plus");
    await page.getByText(/Impossible d’enregistrer pour le moment/).waitFor();
    await visit.setOffline(false);
    await kept(page);
    const { draft } = (await app.app.server.inject({ url: `/api/console/records/${record.id}`, headers: specialist.headers })).json<{ draft: { body: ServiceRecord } }>();
    expect(draft.body.texts.fr!.notes).toBe("Un mot de plus");
    await visit.close();
  });

  test("adds a record: the inclusion policy first, a service area on the map, then it is public", async () => {
    const visit = await visitAs(specialist);
    const page = await visit.newPage();
    await page.goto(`${app.url}/console/records`);
    await page.getByRole("button", { name: "Nouvelle fiche" }).click();
    await page.getByRole("heading", { level: 1, name: "Nouvelle fiche" }).waitFor();
    await field(page, "Nom, français").fill("Soupe du samedi");
    await field(page, "Nom de l’organisme, français").fill("La Marmite de quartier");
    await page.getByLabel("Ajouter un besoin").selectOption("food.meals");
    await page.getByText("Choisir sur la carte").click();
    await page.getByRole("checkbox", { name: "Montérégie", exact: true }).press("Space");
    await page.getByRole("button", { name: "Publier", exact: true }).click();
    await page.getByText(/Répondez d’abord à chaque question/).waitFor();
    for (const answer of await page.getByRole("checkbox", { name: /^Oui/ }).all()) await answer.check({ force: true });
    await page.getByRole("button", { name: "Publier", exact: true }).click();
    await page.getByRole("link", { name: "Page publique" }).waitFor();
    const href = await page.getByRole("link", { name: "Page publique" }).getAttribute("href");
    await expect.poll(async () => (await fetch(app.url + href)).status).toBe(200);
    await visit.close();
  });

  test("changes many at once, after a preview, and undoes it", async () => {
    const records = [await stored("Lot Zinnia un"), await stored("Lot Zinnia deux")];
    const visit = await visitAs(specialist);
    const page = await visit.newPage();
    await page.goto(`${app.url}/console/records?q=zinnia`);
    await page.getByRole("button", { name: "Modifier en lot" }).click();
    await page.getByLabel("Changement").selectOption({ label: "Ajouter une langue de service" });
    await page.getByLabel(/^Langue \(code/).fill("es");
    await page.getByRole("button", { name: "Voir l’aperçu" }).click();
    await page.getByText("2 fiches changent :").waitFor();
    await page.getByRole("button", { name: "Changer 2 fiches" }).click();
    await page.getByRole("button", { name: "Annuler ce changement" }).click();
    await page.getByText(/2 fiches sont redevenues comme avant/).first().waitFor();
    const { record } = (await app.app.server.inject({ url: `/api/console/records/${records[0]!.id}`, headers: specialist.headers })).json<{ record: ServiceRecord }>();
    expect(record.languages).toEqual(records[0]!.languages);
    await visit.close();
  });
});

describe("the taxonomy", () => {
  test("gets a word that people use, once its effect on searches of late was seen", async () => {
    const understood = async () => ((await (await fetch(`${app.url}/api/search?q=${encodeURIComponent("souper du quartier")}`)).json()) as { query: { needs: { code: string }[] } }).query.needs[0]?.code;
    await understood();
    const visit = await visitAs(specialist);
    const page = await visit.newPage();
    await page.goto(`${app.url}/console/taxonomy`);
    await page.getByLabel("Besoin à modifier").selectOption("food.kitchen");
    const words = page.getByLabel("Mots de tous les jours, français").first();
    await words.fill(`${await words.inputValue()}\nsouper du quartier`);
    await page.getByRole("button", { name: "Voir l’effet des mots" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Ce que cela change" });
    await dialog.getByRole("rowheader", { name: "souper du quartier" }).waitFor();
    await picture(page, "taxonomy-fr-1280");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect.poll(understood, { timeout: 5000 }).toBe("food.kitchen");
    await page.getByRole("tab", { name: /Changements d’ici/ }).click();
    await page.getByRole("button", { name: "Annuler" }).click();
    await expect.poll(understood, { timeout: 5000 }).not.toBe("food.kitchen");
    await visit.close();
  });
});

describe("every records screen", () => {
  test.each([["light", 1280], ["dark", 360]] as const)("%s, %i px: no fault that axe can see, and no sideways scroll", async (theme, width) => {
    const record = await stored("Fiche à regarder");
    const visit = await visitAs(specialist, { width, dark: theme === "dark" });
    const page = await visit.newPage();
    await bringAxe(visit);
    for (const path of ["/console/records", `/console/records/${record.id}`, `/console/records/${record.id}/edit`, "/console/drafts", "/console/translations", "/console/taxonomy"]) {
      await page.goto(app.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await axeFaults(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    await visit.close();
  });
});
