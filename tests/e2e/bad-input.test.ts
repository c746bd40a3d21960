import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { ROUTES } from "../../src/platform/html/addresses.ts";
import { testApp, type TestApp } from "../support/app.ts";

/* Whatever is typed or sent: a normal page, or a refusal that says what is wrong; never a 500, never executed. */

const ODD = {
  html: "<script>alert(1)</script><img src=x onerror=alert(2)>",
  attribute: '" onfocus="alert(1)" x="',
  sql: "'; DROP TABLE service; --",
  emoji: "🍞🍞🍞 😭",
  rightToLeft: "أحتاج إلى طعام \u202egnp.exe",
  nul: "faim\u0000",
  binary: Buffer.from([0xff, 0xfe, 0x80, 0xc0]).toString("latin1"),
  surrogate: "\ud800",
  spaces: "   \t\n  ",
  punctuation: "???!!!...",
  combining: "e\u0301".repeat(90),
  percent: "%00%ff%",
  template: "${7*7}{{7*7}}",
  path: "../../../etc/passwd",
  prototype: "__proto__",
  number: "9".repeat(150),
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const encode = (text: string) => encodeURIComponent(text.toWellFormed());

describe.each(Object.entries(ODD))("%s", (_name, text) => {
  test.each(["q", "place", "need", "open", "language", "offset", "limit", "lang", "ids"])("in the parameter %s", async (parameter) => {
    const paths = [`/api/search?${parameter}=${encode(text)}`, `/api/places?q=x&${parameter}=${encode(text)}`, ...LANGS.flatMap((lang) => [`${ROUTES.search[lang]}?q=a&${parameter}=${encode(text)}`, `${ROUTES.list[lang]}?${parameter}=${encode(text)}`])];
    for (const path of paths) {
      const { statusCode, body, headers } = await app.app.server.inject(path);
      expect([200, 302, 400], path).toContain(statusCode);
      // JSON is never run as a page: its type says so, and browsers are told not to guess.
      if (!String(headers["content-type"]).startsWith("text/html")) continue;
      expect(body, path).not.toContain("<script>alert");
      expect(body, path).not.toMatch(/<[^>]+\sonfocus="alert/);
    }
  });

  test("as an id, a need or a place in an address: 404", async () => {
    for (const route of [ROUTES.service.fr, ROUTES.organization.en, ROUTES.need.fr, ROUTES.region.en, ROUTES.report.fr, ROUTES.calendar.en]) {
      const { statusCode } = await app.app.server.inject(route.replace(/:\w+/g, encode(text) || "x"));
      expect([400, 404], route).toContain(statusCode);
    }
  });

  test("in the report form", async () => {
    const { results } = (await app.app.server.inject("/api/search?need=food.hamper&limit=1")).json<{ results: { service: { id: string } }[] }>();
    const url = ROUTES.report.fr.replace(":id", results[0]!.service.id);
    const { statusCode, body } = await app.app.server.inject({ method: "POST", url, headers: { "content-type": "application/x-www-form-urlencoded" }, payload: `topic=${encode(text)}&message=${encode(text)}` });
    expect(statusCode).toBe(400);
    expect(body).not.toContain("<script>alert");
  });
});

test("an over-long question is refused with a sentence in the page's language", async () => {
  for (const [path, say] of [["/fr/recherche?q=", "trop long"], ["/en/search?q=", "too long"], ["/api/search?lang=en&q=", "200"]] as const) {
    const { statusCode, body } = await app.app.server.inject(path + "a".repeat(5000));
    expect(statusCode).toBe(400);
    expect(body).toContain(say);
  }
});

test("an address that is not valid text is a 400, in the language of the page", async () => {
  for (const path of ["/fr/%ff%fe", "/fr/services/%E0%A4%A"]) {
    const { statusCode, body } = await app.app.server.inject(path);
    expect([400, 404]).toContain(statusCode);
    expect(body).toContain("<html lang=\"fr-CA\"");
  }
});

test("a body too large, or of the wrong kind, is refused", async () => {
  const url = ROUTES.report.fr.replace(":id", "00000000-0000-4000-8000-000000000000");
  const send = (type: string, payload: string) => app.app.server.inject({ method: "POST", url, headers: { "content-type": type }, payload });
  expect((await send("application/x-www-form-urlencoded", `message=${"a".repeat(200_000)}`)).statusCode).toBe(413);
  expect((await send("application/json", "{")).statusCode).toBe(400);
  expect((await send("text/xml", "<a/>")).statusCode).toBe(415);
});

test("unknown addresses are 404 pages with a way back, and JSON on the API", async () => {
  const page = await app.app.server.inject("/en/nowhere");
  expect(page.statusCode).toBe(404);
  expect(page.body).toContain('href="/en"');
  const api = await app.app.server.inject("/api/nowhere?lang=fr");
  expect(api.json()).toMatchObject({ error: { id: "notFound" } });
});

test("no page sets a cookie, and every page sends the security headers", async () => {
  for (const path of ["/fr", "/en/search?q=food", "/fr/nowhere"]) {
    const { headers } = await app.app.server.inject(path);
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});
