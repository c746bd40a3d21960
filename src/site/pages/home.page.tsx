import type { ReactElement } from "react";
import { byName, formatCount } from "../../platform/i18n/format.ts";
import { address, bothAddresses } from "../../platform/html/addresses.ts";
import { HelpLines } from "../../platform/html/help-lines.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import { NeedLink, type Need } from "../../directory/index.ts";
import { regionAddress, SearchForm } from "../../search/index.ts";
import type { SiteDeps } from "../site.ts";
import { siteMessages } from "../site.messages.ts";
import { HomeScene } from "./home-scene.tsx";

/** The order of the five basic needs on the page is the mission's own: food first. */
const BASIC_ORDER = ["food", "housing", "mental", "employment", "government"];

function topNeeds(tops: readonly Need[], basic: boolean): Need[] {
  const chosen = tops.filter((need) => need.basic === basic);
  return basic ? chosen.sort((a, b) => BASIC_ORDER.indexOf(a.code) - BASIC_ORDER.indexOf(b.code)) : chosen;
}

function Hero({ lang }: { lang: Lang }): ReactElement {
  const t = siteMessages[lang];
  return (
    <div className="hero">
      <div className="wrap">
        <div className="sky">
          <HomeScene />
        </div>
        <div className="hero-text">
          <h1>{t.homeTitle}</h1>
          <p>{t.homeLead}</p>
        </div>
        <SearchForm lang={lang} q="" place="" />
      </div>
    </div>
  );
}

function Human({ deps, lang }: { deps: SiteDeps; lang: Lang }): ReactElement {
  const t = siteMessages[lang];
  return (
    <section className="human" aria-labelledby="human">
      <div>
        <h2 id="human">{t.humanTitle}</h2>
        <p>{deps.config.phoneLive ? t.humanLive : t.humanNotLive}</p>
        <div className="row">
          {deps.config.phoneLive && (
            <a className="btn main" href="tel:211">
              {t.call211}
            </a>
          )}
          <a className="btn quiet" href={address("chat", lang)}>
            {t.chatSoon}
          </a>
        </div>
      </div>
      <HelpLines lang={lang} />
    </section>
  );
}

/** Home: one need box, one place box, the needs as buttons, a human, the regions. */
export function homePage(deps: SiteDeps, lang: Lang): ReactElement {
  const t = siteMessages[lang];
  const regions = deps.territory.regions().sort((a, b) => byName(lang)(a.name, b.name));
  return (
    <Layout config={deps.config} lang={lang} title={t.homeTitle.replace(/\.$/, "")} description={t.homeDescription} addresses={bothAddresses("home")}>
      <Hero lang={lang} />
      <div className="wrap">
        <h2>{t.basicNeeds}</h2>
        <ul className="needs basic">
          {topNeeds(deps.needs.tops(), true).map((need) => (
            <li key={need.code}>
              <NeedLink need={need} lang={lang} hint={t.hints[need.code]} />
            </li>
          ))}
        </ul>
        <h2>{t.otherNeeds}</h2>
        <ul className="needs">
          {topNeeds(deps.needs.tops(), false).map((need) => (
            <li key={need.code}>
              <NeedLink need={need} lang={lang} />
            </li>
          ))}
        </ul>
        <Human deps={deps} lang={lang} />
        <h2>{t.served}</h2>
        <p>{t.servedText(formatCount(deps.published.size(), lang), regions.length)}</p>
        <ul className="tiles names">
          {regions.map((region) => (
            <li key={region.code}>
              <a href={regionAddress(region, lang)}>{region.name}</a>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  );
}
