import { renderToStaticMarkup } from "react-dom/server";
import type { Config } from "../../platform/config.ts";
import { bothAddresses } from "../../platform/html/addresses.ts";
import { HelpLines } from "../../platform/html/help-lines.tsx";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import { renderPage } from "../../platform/html/render.tsx";
import { formatDate } from "../../platform/i18n/format.ts";
import { LANGS, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import { SearchForm } from "../../search/index.ts";
import { copyMessages } from "./copy.messages.ts";
import { fileOf } from "./copy-links.ts";

/** The line under the header of every page of a copy. `date`: `YYYY-MM-DD`. */
export function copyNotice(date: string, lang: Lang): string {
  const t = copyMessages[lang];
  return renderToStaticMarkup(
    <aside className="as-of" aria-label={t.label}>
      <p className="wrap">
        <Icon name="info" size={20} />
        <span>
          <strong>{t.copyOf(formatDate(date, lang))}</strong> {t.mayDiffer}
        </span>
      </p>
    </aside>,
  );
}

/** What forms and buttons of the site become in a copy: one sentence, and the way to the site. */
export function onlinePage(config: Config, lang: Lang): string {
  const t = copyMessages[lang];
  return renderPage(
    <Layout config={config} lang={lang} title={t.onlineTitle} addresses={bothAddresses("home")} hidden>
      <div className="wrap narrow">
        <h1>{t.onlineTitle}</h1>
        <p className="lead">{t.onlineLead}</p>
        <p>
          <a className="btn main" href={`${config.publicUrl}/${lang}`}>
            {t.onlineGo}
          </a>
        </p>
        <HelpLines lang={lang} />
      </div>
    </Layout>,
  );
}

/** Where the copy's search shows what it finds. `scripts`: files of the search, from the copy's folder. */
export function searchShell(config: Config, lang: Lang, scripts: readonly string[]): string {
  const t = copyMessages[lang];
  return renderPage(
    <Layout config={config} lang={lang} title={t.searchTitle} addresses={bothAddresses("search")} hidden>
      <div className="band">
        <div className="wrap">
          <SearchForm lang={lang} q="" place="" />
        </div>
      </div>
      <div className="wrap narrow">
        <h1>{t.searchTitle}</h1>
        <p role="status">{t.searching}</p>
        <noscript>
          <p>{t.noScript}</p>
        </noscript>
      </div>
      {scripts.map((script) => (
        <script key={script} defer src={`/${script}`} />
      ))}
    </Layout>,
  );
}

const CHOICE: PerLang<string> = { fr: "Trouver de l’aide, en français", en: "Find help, in English" };

/** The first file of the copy: French, with English beside it. */
export function firstPage(): string {
  return renderPage(
    <html lang="fr-CA">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>fanal 211</title>
        <meta httpEquiv="refresh" content={`0; url=${fileOf("/fr")}`} />
      </head>
      <body>
        <main>
          <h1>fanal 211</h1>
          {LANGS.map((lang) => (
            <p key={lang} lang={`${lang}-CA`}>
              <a href={fileOf(`/${lang}`)}>{CHOICE[lang]}</a>
            </p>
          ))}
        </main>
      </body>
    </html>,
  );
}
