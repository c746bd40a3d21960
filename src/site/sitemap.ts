import { needAddress, type Needs, type PublishedDirectory } from "../directory/index.ts";
import { municipalityAddress, mrcAddress, regionAddress } from "../search/index.ts";
import { address, type PublicRoute } from "../platform/html/addresses.ts";
import { LANGS, type Lang } from "../platform/i18n/lang.ts";
import type { Territory } from "../territory/index.ts";

/** A sitemap file may hold this many addresses (sitemaps.org). */
const MOST = 50_000;

const FIXED: PublicRoute[] = ["home", "needs", "regions", "about", "privacy", "accessibility", "sources"];

/** Pages about using the site from elsewhere: a copy of it, on a USB key, has no use for them. */
const ONLINE: PublicRoute[] = ["api", "embed"];

interface Sources {
  needs: Needs;
  published: PublishedDirectory;
  territory: Territory;
}

function placeAddresses(territory: Territory, lang: Lang): string[] {
  return territory.regions().flatMap((region) => [
    regionAddress(region, lang),
    ...territory.mrcs(region.code).flatMap((mrc) => [mrcAddress(territory, mrc, lang), ...territory.municipalities(mrc.code).map((municipality) => municipalityAddress(territory, municipality, lang))]),
  ]);
}

/** Every public address in one language that a copy can hold; services of sensitive needs are public pages and are listed too. */
export function publicAddresses({ needs, published, territory }: Sources, lang: Lang): string[] {
  const services = [...published.all()].map(({ id }) => address("service", lang, { id }));
  const organizations = [...published.organizations()].map(({ id }) => address("organization", lang, { id }));
  return [...FIXED.map((route) => address(route, lang)), ...needs.all().map((need) => needAddress(need, lang)), ...placeAddresses(territory, lang), ...services, ...organizations];
}

function urlset(publicUrl: string, paths: string[]): string {
  const urls = paths.map((path) => `<url><loc>${publicUrl}${path}</loc></url>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
}

/** The parts of the sitemap: `sitemap-fr-1.xml`… and the index that names them. */
export function sitemap(publicUrl: string, sources: Sources): Map<string, string> {
  const files = new Map<string, string>();
  for (const lang of LANGS) {
    const paths = [...ONLINE.map((route) => address(route, lang)), ...publicAddresses(sources, lang)];
    for (let start = 0; start < paths.length; start += MOST) files.set(`sitemap-${lang}-${start / MOST + 1}.xml`, urlset(publicUrl, paths.slice(start, start + MOST)));
  }
  const parts = [...files.keys()].map((name) => `<sitemap><loc>${publicUrl}/${name}</loc></sitemap>`).join("");
  return files.set("sitemap.xml", `<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts}</sitemapindex>`);
}
