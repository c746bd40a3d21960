import type { ReactElement } from "react";
import { address, bothAddresses } from "../../platform/html/addresses.ts";
import { HelpLines } from "../../platform/html/help-lines.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SiteDeps } from "../site.ts";
import { siteMessages } from "../site.messages.ts";

/** The chat's door, honest about being closed. */
export function chatPage(deps: SiteDeps, lang: Lang): ReactElement {
  const t = siteMessages[lang];
  return (
    <Layout config={deps.config} lang={lang} title={t.chatTitle} addresses={bothAddresses("chat")}>
      <div className="wrap narrow">
        <h1>{t.chatTitle}</h1>
        <p className="lead">{t.chatLead}</p>
        <h2>{t.chatNow}</h2>
        <p>
          <a className="btn main" href={address("home", lang)}>
            {t.chatSearch}
          </a>
        </p>
        <h2>{t.chatLines}</h2>
        <HelpLines lang={lang} />
      </div>
    </Layout>
  );
}
