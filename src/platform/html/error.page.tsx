import type { Config } from "../config.ts";
import type { FanalError } from "../errors.ts";
import type { Lang } from "../i18n/lang.ts";
import { address, bothAddresses } from "./addresses.ts";
import { HelpLines } from "./help-lines.tsx";
import { Layout } from "./layout.tsx";
import { layoutMessages } from "./layout.messages.ts";
import { renderPage } from "./render.tsx";

/** Any error as a page: what happened, what to do, the way back, and the lines that always answer. */
export function renderErrorPage(config: Config, lang: Lang, error: FanalError, code: string): string {
  const t = layoutMessages[lang];
  const title = t.errorTitle[error.status] ?? t.errorTitle[error.status < 500 ? 400 : 500]!;
  return renderPage(
    <Layout config={config} lang={lang} title={title} addresses={bothAddresses("home")} hidden>
      <div className="wrap narrow">
        <h1>{title}</h1>
        <p className="lead">{error.say[lang]}</p>
        <p>
          <a className="btn main" href={address("home", lang)}>
            {t.back}
          </a>
        </p>
        <p>{t.errorHelp}</p>
        <HelpLines lang={lang} />
        {error.status >= 500 && (
          <p className="fine">
            {t.errorCode} <code>{code}</code>
          </p>
        )}
      </div>
    </Layout>,
  );
}
