import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { postgresUrl } from "../../src/platform/db/postgres.ts";
import { createLog } from "../../src/platform/log.ts";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { loadTerritory } from "../../src/territory/index.ts";
import { createLink } from "../../src/verification/links.store.ts";
import { openBrowser, openVisit } from "./browser.ts";
import { runCampaign } from "./campaign.ts";
import { testConfig } from "./database.ts";
import { openFolder } from "./folder.ts";
import { end, startFanal } from "./processes.ts";

/* Pictures of the organisation's page, for docs/campaigns.md: `npm run pictures:campaign`. Starts a fanal of its own. */

const FOLDER = join(ROOT_DIR, "docs", "pictures");
const SHOTS = [
  { lang: "fr", width: 360, dark: false, open: "Ouvrir ma fiche", correct: "Corriger (Pour vous joindre)", right: "Tout est exact" },
  { lang: "en", width: 1280, dark: true, open: "Open my record", correct: "Correct (How to reach you)", right: "Everything is right" },
] as const;

mkdirSync(FOLDER, { recursive: true });
const dataDir = openFolder("pictures");
const fanal = await startFanal({ FANAL_DATA_DIR: dataDir });
const config = testConfig({ FANAL_DATA_DIR: dataDir });
const connection = openDatabase(postgresUrl(dataDir), createLog(config));
const { pool } = connection;
const browser = await openBrowser();
const records = SHOTS.map(() =>
  buildRecord({
    organization: { email: "bonjour@example.org", website: "https://example.org", texts: { fr: { name: "Centre d'entraide du Quai", description: null, state: "written" }, en: { name: "Quai Mutual Aid Centre", description: null, state: "translated" } } },
    provenance: { ...buildRecord().provenance, source: "essai" },
    at: [buildServiceAtLocation({ hours: { always: false, byAppointment: false, closedOnHolidays: true, rules: [{ days: [1, 2, 3], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "09:00", closes: "12:00" }] }] } })],
  }),
);
await saveRecords(pool, records, { actor: "pictures", source: "essai", at: new Date() });
await runCampaign({ platform: { config, log: createLog(config), clock: systemClock, db: connection.db, pool }, territory: await loadTerritory() }, { audience: { sources: ["essai"] } });
const { rows } = await pool.query<{ campaign: string; record: string }>("SELECT campaign_id AS campaign, record_id AS record FROM campaign_recipient WHERE address IS NOT NULL ORDER BY record_id LIMIT 2");
for (const [index, { lang, width, dark, ...words }] of SHOTS.entries()) {
  const { token } = await createLink(pool, rows[index]!.campaign, rows[index]!.record, new Date());
  const visit = await openVisit(browser, { width, height: width < 500 ? 780 : 900, dark, lang: `${lang}-CA` });
  const page = await visit.newPage();
  const shoot = async (name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(FOLDER, `organization-${name}-${lang}-${width}${dark ? "-dark" : ""}.png`) });
  };
  await page.goto(`${fanal.url}/v/${token}?lang=${lang}`);
  await shoot("link");
  await page.getByRole("button", { name: words.open }).click();
  await shoot("check");
  await page.getByText(words.correct).click();
  await page.locator("#contact").evaluate((section) => section.scrollIntoView());
  await shoot("correct");
  await page.getByRole("button", { name: words.right }).click();
  await shoot("thanks");
  await visit.close();
}
await browser.close();
await connection.close();
await end(fanal.child);
rmSync(dataDir, { recursive: true, force: true });
