import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { everyKindOfPage } from "../support/pages.ts";

/* What the pages say once served: to readers, to search engines and to other sites. */

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
const get = async (path: string) => (await app.app.server.inject(path)).body;
const firstId = async (need: string) => ((await app.app.server.inject(`/api/search?need=${need}&limit=1`)).json() as { results: { service: { id: string } }[] }).results[0]!.service.id;

test("the sitemap names every published service in both languages, and its pages answer", async () => {
  const index = await get("/sitemap.xml");
  const parts = [...index.matchAll(/<loc>[^<]*\/(sitemap-[^<]+)<\/loc>/g)].map(([, name]) => name!);
  const all = (await Promise.all(parts.map((name) => get(`/${name}`)))).join("");
  expect(all.match(/\/fr\/services\//g)!.length).toBe(all.match(/\/en\/services\//g)!.length);
  expect(all.match(/\/fr\/services\//g)!.length).toBeGreaterThan(4000);
  for (const path of ["/fr", "/en", "/fr/a-propos", "/fr/api", "/en/api", "/fr/integrer", "/en/embed"]) {
    expect(all, path).toMatch(new RegExp(`<loc>http://[^/]+${path}</loc>`));
    expect((await app.app.server.inject(path)).statusCode, path).toBe(200);
  }
  const places = [...all.matchAll(/<loc>http:\/\/[^/]+(\/(?:fr|en)\/regions\/[^<]+)<\/loc>/g)].map(([, path]) => path!);
  for (const path of places.filter((_, index) => index % 200 === 0)) expect((await app.app.server.inject(path)).statusCode, path).toBe(200);
  expect(await get("/robots.txt")).toContain("Sitemap: ");
});

describe.each(LANGS)("in %s", (lang) => {
  test("every page names itself and its twin, and the twin answers", async () => {
    for (const path of await everyKindOfPage(app.url, lang)) {
      const html = await (await fetch(app.url + path)).text();
      const twin = /hrefLang="en-CA" href="http:\/\/[^/]+([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");
      expect(html, path).toContain('rel="canonical"');
      expect((await fetch(app.url + twin)).status, path).toBe(200);
    }
  });

  test("JSON-LD says Service, NGO or government, and nothing else is called a government", async () => {
    const data = async (need: string) => JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(await get(`/${lang}/services/${await firstId(need)}`))![1]!) as { "@type": string; provider: { "@type": string } };
    expect(await data("food.hamper")).toMatchObject({ "@type": "Service", provider: { "@type": "NGO" } });
    expect(await data("government.municipal")).toMatchObject({ "@type": "GovernmentService", provider: { "@type": "GovernmentOrganization" } });
  });
});

test("when nothing that serves home is what was asked, the page says so and what to do next", async () => {
  const html = await get("/fr/recherche?q=clinique+d%27imp%C3%B4ts&place=Granby");
  expect(/<h1>(.*?)<\/h1>/.exec(html)![1]).toBe("Rien d’exact pour vous à Granby, mais ceci peut aussi aider");
  expect(html).toContain('id="next-steps"');
  expect(await get("/fr/recherche?q=j%27ai+faim&place=Sorel-Tracy")).not.toContain("Rien d’exact");
});

test("results, lists and forms are kept out of search engines", async () => {
  for (const path of ["/fr/recherche?q=faim", "/en/my-list", `/fr/services/${await firstId("food.hamper")}/signaler`]) expect(await get(path)).toContain('name="robots" content="noindex"');
  expect(await get("/fr")).not.toContain("noindex");
});
