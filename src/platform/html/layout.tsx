import type { ReactElement, ReactNode } from "react";
import type { Config } from "../config.ts";
import { ASSETS } from "../http/assets.ts";
import { otherLang, type Lang, type PerLang } from "../i18n/lang.ts";
import { address } from "./addresses.ts";
import { Lantern } from "./icon.tsx";
import { layoutMessages } from "./layout.messages.ts";
import { ShownNotice } from "./page-notice.tsx";
import { AsOfNotice } from "./records-as-of.tsx";

export interface LayoutProps {
  config: Config;
  lang: Lang;
  title: string;
  description?: string;
  /** This page in both languages, for the language switch and `hreflang`. */
  addresses: PerLang<string>;
  /** Pages that must not be found through a search engine: results, lists, forms, errors. */
  hidden?: boolean;
  jsonLd?: object;
  /** Address of this page's oEmbed answer, for sites that embed by address. */
  oembed?: string;
  children: ReactNode;
}

const LOCALE: PerLang<string> = { fr: "fr-CA", en: "en-CA" };

function JsonLd({ data }: { data: object }): ReactElement {
  // "<" written as an escape, so that no text of a record can close the element.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

function Head({ config, lang, title, description, addresses, hidden, jsonLd, oembed }: LayoutProps): ReactElement {
  const t = layoutMessages[lang];
  const full = title === t.siteName ? title : `${title} – ${t.siteName}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{full}</title>
      <meta name="description" content={description ?? t.tagline} />
      {hidden && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content="#14213d" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="preload" href={ASSETS.font} as="font" type="font/woff2" crossOrigin="" />
      <link rel="stylesheet" href={ASSETS.style} />
      <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
      <link rel="canonical" href={config.publicUrl + addresses[lang]} />
      <link rel="alternate" hrefLang="fr-CA" href={config.publicUrl + addresses.fr} />
      <link rel="alternate" hrefLang="en-CA" href={config.publicUrl + addresses.en} />
      <link rel="alternate" hrefLang="x-default" href={config.publicUrl + addresses.fr} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description ?? t.tagline} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={t.siteName} />
      <meta property="og:url" content={config.publicUrl + addresses[lang]} />
      <meta property="og:locale" content={lang === "fr" ? "fr_CA" : "en_CA"} />
      {oembed && <link rel="alternate" type="application/json+oembed" href={oembed} title={title} />}
      {jsonLd && <JsonLd data={jsonLd} />}
      <script type="module" src={ASSETS.script} />
    </head>
  );
}

function Header({ config, lang, addresses }: LayoutProps): ReactElement {
  const t = layoutMessages[lang];
  const other = otherLang(lang);
  return (
    <header className="top">
      <div className="wrap">
        <a className="brand" href={address("home", lang)}>
          <Lantern />
          <span>{t.siteName}</span>
        </a>
        <nav aria-label={t.mainNav}>
          <a href={address("list", lang)}>{t.myList}</a>
          <a href={addresses[other]} lang={LOCALE[other]} hrefLang={LOCALE[other]} title={t.switchTitle}>
            <span className="long">{t.switchLabel}</span>
            <abbr className="short" title={t.switchLabel}>
              {other.toUpperCase()}
            </abbr>
          </a>
        </nav>
        <a className="exit" id="quick-exit" href={config.exitUrl} rel="noreferrer nofollow" title={t.exitHint}>
          {t.exit}
        </a>
      </div>
    </header>
  );
}

function Footer({ lang }: LayoutProps): ReactElement {
  const t = layoutMessages[lang];
  return (
    <footer>
      <div className="wrap">
        <p>
          <strong>{t.footerPromise}</strong> {t.footerDanger} <a href="tel:911">9-1-1</a>.
        </p>
        <nav aria-label={t.footerNav}>
          <ul className="links">
            {(["needs", "regions", "chat", "about", "privacy", "accessibility", "sources", "embed", "api"] as const).map((page) => (
              <li key={page}>
                <a href={address(page, lang)}>{t[page]}</a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="fine">{t.sample}</p>
      </div>
    </footer>
  );
}

/** The frame of every public page. */
export function Layout(props: LayoutProps): ReactElement {
  const t = layoutMessages[props.lang];
  return (
    <html lang={LOCALE[props.lang]}>
      <Head {...props} />
      <body>
        <a className="skip" href="#main">
          {t.skip}
        </a>
        <Header {...props} />
        <AsOfNotice lang={props.lang} />
        <ShownNotice />
        <main id="main" tabIndex={-1}>
          {props.children}
        </main>
        <Footer {...props} />
      </body>
    </html>
  );
}
