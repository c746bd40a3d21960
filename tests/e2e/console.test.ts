import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/accounts/accounts.contract.ts";
import { invite } from "../../src/accounts/invitations.store.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { PASSWORD, codeAt } from "../support/accounts.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { axeFaults, bringAxe } from "../support/axe.ts";
import { openBrowser, openVisit, type Visitor } from "../support/browser.ts";
import { signedInAs, type TestStaff } from "../support/staff.ts";

/* The staff application as people use it: in a browser, against the real accounts. */

const WORDS = {
  fr: { hello: "Bonjour", signOut: "Se déconnecter", passkey: "Continuer avec une clé d’accès", create: "Créer mon compte", withPassword: "Avec un mot de passe et une application", useApp: "Utiliser une application", signIn: "Se connecter", wrong: "ne vont pas ensemble", goOn: "Continuer", kept: "Je les ai gardés", recovery: "Utiliser un code de secours", staff: "Équipe", audit: "Journal", ended: "Votre session est terminée", invite: "Inviter", send: "Envoyer l’invitation", sent: "L’invitation est partie", confirm: "Confirmez que c’est bien vous" },
  en: { hello: "Hello", signOut: "Sign out", passkey: "Continue with a passkey", create: "Create my account", withPassword: "With a password and an app", useApp: "Use an authenticator app", signIn: "Sign in", wrong: "do not go together", goOn: "Continue", kept: "I have put them", recovery: "Use a recovery code", staff: "Team", audit: "Audit log", ended: "Your session has ended", invite: "Invite", send: "Send the invitation", sent: "The invitation is on its way", confirm: "Confirm that it is you" },
} as const;

let app: TestApp;
let browser: Browser;
/** Passkeys want a name, not a number. */
let url: string;
beforeAll(async () => {
  app = await testApp(systemClock);
  url = app.url.replace("127.0.0.1", "localhost");
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** What a page may not do: break its security policy, throw. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (message) => /Content Security Policy|Refused to/.test(message.text()) && faults.push(message.text()));
  page.on("pageerror", ({ message }) => faults.push(message));
  return faults;
}

async function invitation(lang: Lang, roles: readonly Role[] = ["administrator"]): Promise<{ link: string; email: string }> {
  const email = `${lang}-${Math.random().toString(36).slice(2)}@example.org`;
  const { pool, clock } = app.database.platform;
  const { token } = await invite(pool, { email, lang, grants: roles.map((role) => ({ role, areas: [] })), invitedBy: null }, clock.now());
  return { link: `${url}/console/invite#${token}`, email };
}

/** Someone who has never been here. A page that does not come says so before the test ends. */
async function openStranger(visitor: Visitor): Promise<{ visit: BrowserContext; page: Page }> {
  const visit = await openVisit(browser, visitor);
  visit.setDefaultTimeout(10_000);
  return { visit, page: await visit.newPage() };
}

/** A browser in which someone with these roles is signed in. */
async function openDesk(roles: readonly Role[], { lang = "fr", ...visitor }: Visitor & { lang?: Lang } = {}): Promise<{ visit: BrowserContext; page: Page; staff: TestStaff }> {
  const staff = await signedInAs(app.database.platform, roles);
  await app.database.platform.pool.query("UPDATE account SET lang = $2 WHERE id = $1", [staff.id, lang]);
  const { visit, page } = await openStranger({ ...visitor, lang: `${lang}-CA` });
  const [name = "", value = ""] = staff.cookie.split("=");
  await visit.addCookies([{ name, value, url }]);
  return { visit, page, staff };
}

async function addAuthenticator(visit: BrowserContext, page: Page): Promise<void> {
  const devtools = await visit.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: false });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: false });

async function signOut(page: Page, lang: Lang): Promise<void> {
  await page.locator("header .band-button").last().click();
  await page.getByRole("menuitem", { name: WORDS[lang].signOut }).click();
  await button(page, WORDS[lang].passkey).waitFor();
}

test("the first start: the page says where the link is, and the link makes the first administrator", async () => {
  const { visit, page } = await openStranger({});
  await addAuthenticator(visit, page);
  await page.goto(`${url}/console`);
  await heading(page, "Il n’y a pas encore de compte ici").waitFor();
  await page.goto("about:blank");
  const link = (await app.app.welcome(url))!;
  await page.goto(link.slice(0, -6));
  await heading(page, "Ce lien n’est pas complet").waitFor();
  await page.goto("about:blank");
  await page.goto(link);
  await page.fill("input[type=email]", "premiere@example.org");
  await page.fill("input[autocomplete=name]", "Noé Test");
  await button(page, WORDS.fr.create).click();
  await heading(page, "Bonjour Noé Test").waitFor();
  expect(await page.locator("nav").getByRole("link").allTextContents()).toEqual(["Accueil", "Fiches", "Boîte d’envoi", "Équipe", "Journal"]);
  await visit.close();
});

describe.each(LANGS)("in %s", (lang) => {
  const t = WORDS[lang];

  test("whoever is invited makes a passkey, leaves, and comes back with it", async () => {
    const { visit, page } = await openStranger({ lang: `${lang}-CA` });
    const faults = watch(page);
    await addAuthenticator(visit, page);
    const { link, email } = await invitation(lang);
    await page.goto(link);
    await page.getByText(email).waitFor();
    await page.fill("input[autocomplete=name]", "Camille Test");
    await button(page, t.create).click();
    await heading(page, `${t.hello} Camille Test`).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    await signOut(page, lang);
    await button(page, t.passkey).click();
    await heading(page, t.hello).waitFor();
    expect(faults).toEqual([]);
    await visit.close();
  });

  test("a password and an app's codes do too; a session ended elsewhere leads back to where it was", async () => {
    const { pool, clock } = app.database.platform;
    const { visit, page } = await openStranger({ lang: `${lang}-CA` });
    const { link, email } = await invitation(lang);
    await page.goto(link);
    await page.fill("input[autocomplete=name]", "Dominique Test");
    await page.getByText(t.withPassword).click();
    await page.fill("input[type=password]", PASSWORD);
    await button(page, t.create).click();
    await button(page, t.useApp).click();
    const secret = ((await page.textContent(".secret")) ?? "").replaceAll(" ", "");
    await page.fill("input[autocomplete=one-time-code]", codeAt(secret, clock.now()));
    await button(page, t.goOn).click();
    await page.locator(".codes").waitFor();
    const codes = await page.locator(".codes code").allTextContents();
    expect(codes.length).toBeGreaterThanOrEqual(8);
    await button(page, t.kept).click();
    await heading(page, t.hello).waitFor();

    // Something dangerous asks once more who is there, then goes on by itself.
    await pool.query("UPDATE staff_session SET step_up_until = NULL");
    await page.goto(`${url}/console/staff`);
    await page.locator(".page-title").getByRole("button", { name: t.invite }).click();
    await page.fill(".dialog input[type=email]", `neuve-${lang}@example.org`);
    await page.locator(".dialog .grant .choice").nth(2).click();
    await page.fill(".dialog [role=combobox]", "sorel-tr");
    await page.getByRole("option", { name: "Sorel-Tracy" }).click();
    await page.locator(".chip", { hasText: "Sorel-Tracy" }).waitFor();
    await button(page, t.send).click();
    await page.getByRole("dialog", { name: t.confirm }).waitFor();
    await page.fill("input[autocomplete=one-time-code]", codeAt(secret, new Date(clock.now().getTime() + 30_000)));
    await page.getByRole("dialog", { name: t.confirm }).getByRole("button", { name: t.goOn }).click();
    await page.getByText(t.sent).waitFor();
    await page.getByRole("tab", { name: "Invitations (" }).click();
    await page.locator("tr", { hasText: `neuve-${lang}@example.org` }).getByText("Sorel-Tracy").waitFor();

    await page.goto(`${url}/console/audit?action=invitation.sent`);
    await page.locator(".table").waitFor();
    await pool.query("DELETE FROM staff_session");
    await page.locator(".filters button[type=submit]").click();
    await page.fill("input[name=email]", email);
    expect(await page.textContent("main")).toContain(t.ended);
    expect(await page.locator(".table, nav").count()).toBe(0);
    await page.fill("input[name=password]", "pas le bon du tout");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toContain(t.wrong);
    await page.fill("input[name=password]", PASSWORD);
    await page.keyboard.press("Enter");
    await button(page, t.recovery).click();
    await page.fill("input[name=code]", codes[0]!);
    await button(page, t.goOn).click();
    await heading(page, t.audit).waitFor();
    expect(page.url()).toBe(`${url}/console/audit?action=invitation.sent`);
    await visit.close();
  });

  describe.each([{ look: "light", dark: false }, { look: "dark", dark: true }])("$look", ({ dark }) => {
    test("no screen has a fault that axe can see, scrolls sideways at 400 %, or has a target too small", { timeout: 90_000 }, async () => {
      await invitation(lang);
      const { visit, page } = await openDesk(["administrator", "resourceSpecialist"], { lang, dark });
      await bringAxe(visit);
      const faults = watch(page);
      const found: string[] = [];
      const look = async (name: string) => {
        // For the guide: PICTURES=docs/pictures makes its pictures.
        if (process.env["PICTURES"] && lang === "fr" && !dark && name !== "nowhere") await page.screenshot({ path: join(process.env["PICTURES"], `console-${name}-fr-1280.png`), animations: "disabled" });
        found.push(...(await axeFaults(page)).map((fault) => `${name} ${fault}`));
        // Looks change colours, not places.
        if (dark) return;
        await page.setViewportSize({ width: 320, height: 256 });
        // What floats takes its new place a moment later.
        await page.waitForFunction(() => document.documentElement.scrollWidth <= 320, null, { timeout: 2000 }).catch(() => undefined);
        const { width, small } = await page.evaluate(() => ({
          width: document.documentElement.scrollWidth,
          small: [...document.querySelectorAll("button, a[href], [role=tab], [role=menuitem], input:not([type=radio], [type=checkbox], [tabindex='-1'])")]
            .filter((one) => one.checkVisibility() && !one.closest(".vh, p, [style*='clip'], .skip, [data-rac] > [style*='clip']"))
            .filter((one) => one.getBoundingClientRect().width > 2 && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 120)),
        }));
        if (width > 320) found.push(`${name} is ${width} px wide`);
        found.push(...small.map((one) => `${name}: small ${one}`));
        await page.setViewportSize({ width: 1280, height: 900 });
      };
      await page.goto(`${url}/console`);
      await page.locator(".cards .card").first().waitFor();
      await look("home");
      await page.keyboard.press("Control+k");
      await page.locator(".palette input").fill("sorel");
      await page.getByRole("menuitem").first().waitFor();
      await look("palette");
      for (const [path, shown] of [["staff", ".table"], ["audit", ".table"], ["account", ".table"], ["nowhere", "h1"]] as const) {
        await page.goto(`${url}/console/${path}`);
        await page.locator(shown).first().waitFor();
        await look(path);
      }
      await page.goto(`${url}/console/staff`);
      await page.locator(".page-title .btn").click();
      await page.locator(".grant .choice").first().click();
      await page.locator("[role=combobox]").fill("laval");
      await page.getByRole("option").locator("small").first().waitFor();
      await look("invite");
      await visit.clearCookies({ name: /^(?!fanal-console)/ });
      await page.goto(`${url}/console`);
      await page.locator("input[name=email]").waitFor();
      await look("sign-in");
      await page.goto((await invitation(lang)).link);
      await page.locator("input[autocomplete=name]").waitFor();
      await look("invitation");
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
      await visit.close();
    });
  });
});

test("by keyboard alone: skip link, palette to a screen, its title takes the focus, help opens and closes, focus is always seen", async () => {
  const { visit, page } = await openDesk(["administrator"]);
  await page.goto(`${url}/console`);
  await heading(page, "Bonjour").waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => document.activeElement?.matches(".palette input"));
  await page.keyboard.type("journal");
  await page.getByRole("menuitem", { name: "Journal" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  expect(await page.textContent("h1")).toBe("Journal");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Raccourcis du clavier" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator(".table").waitFor();
  const unseen: string[] = [];
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => ({ what: document.activeElement!.outerHTML.slice(0, 80), outline: getComputedStyle(document.activeElement!).outlineStyle, body: document.activeElement === document.body }));
    if (!seen.body && seen.outline === "none") unseen.push(seen.what);
  }
  expect(unseen).toEqual([]);
  await page.goBack();
  await heading(page, "Bonjour").waitFor();
  await visit.close();
});

test("the palette finds a record, an organisation, a place and a deed; Escape closes it at once", async () => {
  const { visit, page } = await openDesk(["counsellor"]);
  await page.goto(`${url}/console`);
  const found = async (typed: string, kind: string) => {
    await page.locator(".palette input").fill(typed);
    const item = page.getByRole("menuitem").filter({ has: page.locator(".kind", { hasText: kind }) }).first();
    await item.waitFor();
    return item;
  };
  await button(page, "Chercher ou aller à").click();
  await found("comité logement", "Organisme");
  await found("banque alimentaire", "Fiche");
  await found("sorel-tr", "Lieu");
  const [opened] = await Promise.all([visit.waitForEvent("page"), (await found("sorel-tr", "Lieu")).click()]);
  await opened.waitForURL(/\/fr\/regions\/16-monteregie\/.*sorel-tracy/);
  await opened.close();
  await page.keyboard.press("Control+k");
  await (await found("sombre", "Faire")).click();
  expect(await page.getAttribute("html", "data-theme")).toBe("dark");
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill("xqzzy");
  await page.getByText("Rien de ce nom").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".palette").waitFor({ state: "detached" });
  await visit.close();
});

test("menus, screens and the server's answers follow the role", async () => {
  const { visit, page, staff } = await openDesk(["counsellor"]);
  await page.goto(`${url}/console`);
  await page.getByText("Rien ne vous attend").waitFor();
  expect(await page.locator("nav").getByRole("link", { name: /Équipe|Journal/ }).count()).toBe(0);
  await page.goto(`${url}/console/staff`);
  await heading(page, "Cette page n’est pas ouverte à votre rôle").waitFor();
  for (const path of ["staff", "audit", "audit.csv"]) expect((await fetch(`${url}/api/console/${path}`, { headers: { cookie: staff.cookie } })).status).toBe(403);
  expect((await fetch(`${url}/api/console/palette?q=sorel`)).status).toBe(401);
  await visit.close();
});

test("language and look are kept: the page comes with them, before any script", async () => {
  const { visit, page } = await openDesk(["counsellor"]);
  await page.goto(`${url}/console/account`);
  await button(page, "English").click();
  await heading(page, "My account").waitFor();
  await button(page, "Appearance").click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const cookie = (await visit.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const html = await (await fetch(`${url}/console`, { headers: { cookie } })).text();
  expect(html).toContain('<html lang="en-CA" data-theme="dark">');
  expect(html).toContain('media="all"');
  await page.reload();
  await heading(page, "My account").waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(15, 22, 38)");
  await visit.close();
});

test("before an unused session ends one is asked, and may stay; unanswered, everything leaves the page", async () => {
  const { visit, page, staff } = await openDesk(["counsellor"]);
  await page.clock.install();
  await page.goto(`${url}/console`);
  await heading(page, "Bonjour").waitFor();
  await page.clock.fastForward("58:30");
  await page.getByRole("alertdialog", { name: "Êtes-vous toujours là?" }).waitFor();
  await button(page, "Rester").click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await page.clock.fastForward("57:00");
  expect(await page.getByRole("alertdialog").count()).toBe(0);
  await app.database.platform.pool.query("DELETE FROM staff_session WHERE id = $1", [staff.sessionId]);
  await page.clock.fastForward("03:30");
  await page.getByText("Votre session est terminée").waitFor();
  expect(await page.locator("nav").count()).toBe(0);
  await visit.close();
});

test("the page holds no data and is kept by no cache; its files never change under their address", async () => {
  const answer = await fetch(`${url}/console/anything/at/all`, { headers: { "accept-language": "en" } });
  const html = await answer.text();
  expect([answer.status, answer.headers.get("cache-control"), answer.headers.get("x-robots-tag")]).toEqual([200, "no-store", "noindex"]);
  expect(html).toContain("The console needs JavaScript");
  const files = [...html.matchAll(/(?:href|src)="(\/assets\/console\/[^"]+)"/g)].map(([, path]) => path!);
  expect(files).toHaveLength(3);
  for (const path of files) expect((await fetch(url + path)).headers.get("cache-control")).toContain("immutable");
  expect((await fetch(`${url}/assets/console/main-OLD.js`)).status).toBe(404);
});
