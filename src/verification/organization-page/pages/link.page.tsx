import type { ReactElement, ReactNode } from "react";
import type { Config } from "../../../platform/config.ts";
import { Layout } from "../../../platform/html/layout.tsx";
import { typographic } from "../../../platform/i18n/format.ts";
import type { Lang, PerLang } from "../../../platform/i18n/lang.ts";
import { organizationMessages } from "../organization.messages.ts";
import { PATHS } from "../paths.ts";

export type DeadLink = keyof (typeof organizationMessages)["fr"]["linkStates"];

interface Frame {
  config: Config;
  lang: Lang;
  title: string;
  addresses: PerLang<string>;
  children: ReactNode;
}

/** The narrow page of a few sentences and one button. */
export function ShortPage({ config, lang, title, addresses, children }: Frame): ReactElement {
  return (
    <Layout config={config} lang={lang} title={title} addresses={addresses} hidden>
      <div className="wrap narrow">
        <h1>{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

/** The addresses of a page of a link, in both languages. */
export function linkAddresses(token: string, more = ""): PerLang<string> {
  const path = `/v/${encodeURIComponent(token)}${more}`;
  return { fr: `${path}?lang=fr`, en: `${path}?lang=en` };
}

/** Where a link leads: nothing happens before the button is pressed, since mail scanners open links. */
export function landingPage(config: Config, lang: Lang, token: string, name: string): ReactElement {
  const t = organizationMessages[lang];
  return (
    <ShortPage config={config} lang={lang} title={t.landingTitle} addresses={linkAddresses(token)}>
      <p className="lead">{t.landingLead(typographic(name, lang))}</p>
      <p>{t.landingNext}</p>
      <form method="post" action={`/v/${token}?lang=${lang}`}>
        <button className="btn main" type="submit">
          {t.open}
        </button>
      </form>
      <p className="fine">{t.landingPrivate}</p>
    </ShortPage>
  );
}

/** A link that opens nothing, and how to get another. */
export function deadLinkPage(config: Config, lang: Lang, state: DeadLink, token: string, addresses: PerLang<string>): ReactElement {
  const t = organizationMessages[lang];
  const { title, say } = t.linkStates[state];
  return (
    <ShortPage config={config} lang={lang} title={title} addresses={addresses}>
      <p className="lead">{say}</p>
      {token !== "" && (
        <form method="post" action={PATHS.newLink[lang]}>
          <input type="hidden" name="token" value={token} />
          <button className="btn main" type="submit">
            {t.newLink}
          </button>
          <p className="fine">{t.newLinkHint}</p>
        </form>
      )}
    </ShortPage>
  );
}

/** After a new link was asked for: the same words whatever the link was. */
export function newLinkPage(config: Config, lang: Lang): ReactElement {
  const t = organizationMessages[lang];
  return (
    <ShortPage config={config} lang={lang} title={t.newLinkSent} addresses={PATHS.newLink}>
      <p className="lead">{t.newLinkSentSay}</p>
    </ShortPage>
  );
}

/** "Stop these e-mails": one button, or that it is done. */
export function stopPage(config: Config, lang: Lang, token: string, done: boolean): ReactElement {
  const t = organizationMessages[lang];
  return (
    <ShortPage config={config} lang={lang} title={t.stopTitle} addresses={linkAddresses(token, "/stop")}>
      <p className="lead">{done ? t.stopped : t.stopSay}</p>
      {!done && (
        <form method="post" action={`/v/${token}/stop?lang=${lang}`}>
          <button className="btn main" type="submit">
            {t.stop}
          </button>
        </form>
      )}
    </ShortPage>
  );
}
