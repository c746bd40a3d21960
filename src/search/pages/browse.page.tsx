import type { ReactElement, ReactNode } from "react";
import { NeedLink, needSlug, type Need } from "../../directory/index.ts";
import { address, bothAddresses, withQuery } from "../../platform/html/addresses.ts";
import { Layout } from "../../platform/html/layout.tsx";
import { byName, formatCount, typographic } from "../../platform/i18n/format.ts";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import type { Area, AreaKind, Place } from "../../territory/index.ts";
import { WIDE } from "../home.ts";
import { mrcAddress, mrcParams, municipalityAddress, municipalityParams, regionAddress, regionParams } from "./place-addresses.ts";
import { resultsMessages } from "./results.messages.ts";
import { SearchForm } from "./search-form.tsx";
import type { SearchPageDeps } from "./search-page.ts";
import type { Urgent } from "../danger.ts";
import { URGENT_NEEDS } from "../understand.ts";
import { UrgentHelp } from "./urgent-help.tsx";

interface Crumb {
  name: string;
  href: string | null;
}

function Crumbs({ lang, trail }: { lang: Lang; trail: Crumb[] }): ReactElement {
  const t = resultsMessages[lang];
  return (
    <nav className="crumbs" aria-label={t.crumbs}>
      <ol>
        {[{ name: t.home, href: address("home", lang) }, ...trail].map(({ name, href }) => (
          <li key={name} aria-current={href ? undefined : "page"}>
            {href ? <a href={href}>{name}</a> : name}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface FrameProps {
  deps: SearchPageDeps;
  lang: Lang;
  title: string;
  lead: string;
  addresses: PerLang<string>;
  trail: Crumb[];
  /** Where the person is taken to live. */
  home?: Pick<Place, "kind" | "code" | "name">;
  need?: string;
  hidden?: boolean;
  urgent?: Urgent | null;
  children: ReactNode;
}

function Frame({ deps, lang, title, lead, addresses, trail, home, need = "", hidden = false, urgent = null, children }: FrameProps): ReactElement {
  return (
    <Layout config={deps.config} lang={lang} title={title} description={lead} addresses={addresses} hidden={hidden}>
      {urgent && (
        <div className="wrap">
          <UrgentHelp urgent={urgent} lang={lang} place="" />
        </div>
      )}
      <div className="band">
        <div className="wrap">
          <SearchForm lang={lang} q="" place={home?.name ?? ""} at={home && !WIDE.has(home.kind) ? `${home.kind}:${home.code}` : ""} otherwise={need} />
        </div>
      </div>
      <div className="wrap">
        <Crumbs lang={lang} trail={trail} />
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        {children}
      </div>
    </Layout>
  );
}

/** Every need, by family. */
export function needsPage(deps: SearchPageDeps, lang: Lang): ReactElement {
  const t = resultsMessages[lang];
  return (
    <Frame deps={deps} lang={lang} title={t.needsTitle} lead={t.needsLead} addresses={bothAddresses("needs")} trail={[{ name: t.needsTitle, href: null }]}>
      {deps.needs.tops().map((top) => (
        <section key={top.code} aria-labelledby={top.code}>
          <h2 id={top.code}>{typographic(top.label[lang], lang)}</h2>
          <ul className="needs plain">
            {deps.needs.children(top.code).map((need) => (
              <li key={need.code}>
                <NeedLink need={need} lang={lang} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Frame>
  );
}

function needAddresses(need: Need): PerLang<string> {
  return bothAddresses("need", { fr: { need: needSlug(need, "fr") }, en: { need: needSlug(need, "en") } });
}

/** One need: its definition, its narrower needs, and every region to look in. */
export function needPage(deps: SearchPageDeps, lang: Lang, need: Need): ReactElement {
  const t = resultsMessages[lang];
  const parent = need.parent ? deps.needs.need(need.parent) : null;
  const children = deps.needs.children(need.code);
  const regions = deps.territory.regions().sort((a, b) => byName(lang)(a.name, b.name));
  const title = typographic(need.citizen_label[lang], lang);
  const trail = [{ name: t.needsTitle, href: address("needs", lang) }, ...(parent ? [{ name: typographic(parent.label[lang], lang), href: address("need", lang, { need: needSlug(parent, lang) }) }] : []), { name: typographic(need.label[lang], lang), href: null }];
  return (
    <Frame deps={deps} lang={lang} title={title} lead={typographic(need.definition[lang], lang)} addresses={needAddresses(need)} trail={trail} need={need.code} urgent={URGENT_NEEDS[need.code] ?? null}>
      {children.length > 0 && (
        <>
          <h2>{t.needChildren}</h2>
          <ul className="needs plain">
            {children.map((child) => (
              <li key={child.code}>
                <NeedLink need={child} lang={lang} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.needIn}</h2>
      <p>{t.needLead(formatCount(deps.search.countNeed(need.code), lang))}</p>
      <ul className="tiles">
        {regions.map((region) => (
          <li key={region.code}>
            <a href={withQuery(address("search", lang), { need: need.code, place: `region:${region.code}` })}>{region.name}</a>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

/** Every region. */
export function regionsPage(deps: SearchPageDeps, lang: Lang): ReactElement {
  const t = resultsMessages[lang];
  const regions = deps.territory.regions().sort((a, b) => byName(lang)(a.name, b.name));
  return (
    <Frame deps={deps} lang={lang} title={t.regionsTitle} lead={t.regionsLead} addresses={bothAddresses("regions")} trail={[{ name: t.regionsTitle, href: null }]}>
      <Tiles areas={regions} lang={lang} href={(region) => regionAddress(region, lang)} />
    </Frame>
  );
}

function Tiles({ areas, lang, href }: { areas: readonly Area[]; lang: Lang; href: (area: Area) => string }): ReactElement {
  return (
    <ul className="tiles stack">
      {areas.map((area) => (
        <li key={area.code}>
          <a href={href(area)}>
            {area.name}
            {area.population !== null && <small>{resultsMessages[lang].population(formatCount(area.population, lang))}</small>}
          </a>
        </li>
      ))}
    </ul>
  );
}

function NeedsHere({ deps, lang, area }: { deps: SearchPageDeps; lang: Lang; area: Pick<Place, "kind" | "code"> }): ReactElement {
  const t = resultsMessages[lang];
  return (
    <>
      <h2>{t.byNeed}</h2>
      <ul className="needs">
        {deps.needs.tops().map((need) => (
          <li key={need.code}>
            <NeedLink need={need} lang={lang} href={withQuery(address("search", lang), { need: need.code, place: `${area.kind}:${area.code}` })} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A home was said, but no need: ask for it, by buttons that keep the home. */
export function askNeedPage(deps: SearchPageDeps, lang: Lang, home: Place, serving: number): ReactElement {
  const t = resultsMessages[lang];
  const query = { place: `${home.kind}:${home.code}` };
  const addresses = { fr: withQuery(address("search", "fr"), query), en: withQuery(address("search", "en"), query) };
  return (
    <Frame deps={deps} lang={lang} title={t.askTitle(home.name)} lead={t.servesHere(formatCount(serving, lang))} addresses={addresses} trail={[{ name: home.name, href: null }]} home={home} hidden>
      <NeedsHere deps={deps} lang={lang} area={home} />
    </Frame>
  );
}

function placeTrail(deps: SearchPageDeps, lang: Lang, area: Area): Crumb[] {
  const t = resultsMessages[lang];
  const trail: Crumb[] = [{ name: t.regionsTitle, href: address("regions", lang) }];
  const region = deps.territory.area("region", area.within.region ?? "");
  const mrc = deps.territory.area("mrc", area.within.mrc ?? "");
  if (region && area.kind !== "region") trail.push({ name: region.name, href: regionAddress(region, lang) });
  if (mrc && area.kind === "municipality") trail.push({ name: t.mrcOf(mrc.name), href: mrcAddress(deps.territory, mrc, lang) });
  return [...trail, { name: area.name, href: null }];
}

/** The addresses of an area's page; places keep their official name in both languages. */
export function areaAddresses(deps: SearchPageDeps, area: Area): PerLang<string> {
  if (area.kind === "region") return bothAddresses("region", regionParams(area));
  if (area.kind === "mrc") return bothAddresses("mrc", mrcParams(deps.territory, area));
  return bothAddresses("municipality", municipalityParams(deps.territory, area));
}

const INSIDE: Partial<Record<AreaKind, "mrcs" | "municipalities">> = { region: "mrcs", mrc: "municipalities" };

/** A region, MRC or municipality: what people there may need, then the places inside it. */
export function areaPage(deps: SearchPageDeps, lang: Lang, area: Area): ReactElement {
  const t = resultsMessages[lang];
  const inside = INSIDE[area.kind];
  const parts = area.kind === "region" ? deps.territory.mrcs(area.code) : area.kind === "mrc" ? deps.territory.municipalities(area.code) : [];
  const title = area.kind === "mrc" ? t.mrcOf(area.name) : area.name;
  const href = (part: Area) => (area.kind === "region" ? mrcAddress(deps.territory, part, lang) : municipalityAddress(deps.territory, part, lang));
  return (
    <Frame deps={deps} lang={lang} title={title} lead={t.servesHere(formatCount(deps.search.countServing(area), lang))} addresses={areaAddresses(deps, area)} trail={placeTrail(deps, lang, area)} home={area}>
      <NeedsHere deps={deps} lang={lang} area={area} />
      {inside && (
        <>
          <h2>{t[inside]}</h2>
          <Tiles areas={parts} lang={lang} href={href} />
        </>
      )}
    </Frame>
  );
}
