import type { ReactElement } from "react";
import { ServiceSummary, type PublishedService } from "../../directory/index.ts";
import { address, bothAddresses, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import { isUuid } from "../../platform/ids.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SiteDeps } from "../site.ts";
import { siteMessages } from "../site.messages.ts";

/** A list longer than this is no longer a list. */
const MOST = 50;

interface ListView {
  shown: PublishedService[];
  gone: number;
  sensitive: number;
}

/** The services of a list's address. Sensitive ones are never shown from a link, whoever made it. */
export function readList(deps: SiteDeps, ids: string): ListView {
  const wanted = [...new Set(ids.split(",").filter(isUuid))].slice(0, MOST);
  const found = wanted.map((id) => deps.published.service(id)).filter((service) => service !== null);
  const shown = found.filter((service) => !service.sensitive);
  return { shown, gone: wanted.length - found.length, sensitive: found.length - shown.length };
}

function Empty({ lang }: { lang: Lang }): ReactElement {
  const t = siteMessages[lang];
  return (
    <>
      <p className="lead">{t.listEmpty}</p>
      <p>{t.listHow}</p>
      <noscript>
        <p>{t.listNoScript}</p>
      </noscript>
      <p>
        <a className="btn main" href={address("home", lang)}>
          {t.search}
        </a>
      </p>
    </>
  );
}

function Tools({ lang }: { lang: Lang }): ReactElement {
  const t = siteMessages[lang];
  return (
    <div className="row tools">
      <button className="btn quiet" type="button" data-print hidden>
        <Icon name="printer" />
        {t.print}
      </button>
      <button className="btn quiet" type="button" data-copy="" data-copied={t.listShared} hidden>
        <Icon name="link" />
        <span aria-live="polite">{t.listShare}</span>
      </button>
      <button className="btn quiet" type="button" data-erase>
        <Icon name="trash-2" />
        {t.listErase}
      </button>
    </div>
  );
}

/** "My list", made from the ids in its address: printable, shareable, kept by no server. */
export function myListPage(deps: SiteDeps, lang: Lang, ids: string): ReactElement {
  const t = siteMessages[lang];
  const { shown, gone, sensitive } = readList(deps, ids);
  const both = bothAddresses("list");
  const kept = shown.map(({ id }) => id).join(",");
  const addresses = { fr: withQuery(both.fr, { ids: kept }), en: withQuery(both.en, { ids: kept }) };
  return (
    <Layout config={deps.config} lang={lang} title={t.listTitle} addresses={addresses} hidden>
      <div className="wrap narrow" data-my-list={ids ? "link" : "device"}>
        <h1>{t.listTitle}</h1>
        {shown.length === 0 ? <Empty lang={lang} /> : <p className="lead">{t.listLead(shown.length)}</p>}
        {gone > 0 && <p className="notice">{t.listGone(gone)}</p>}
        {sensitive > 0 && <p className="notice">{t.listSensitive(sensitive)}</p>}
        <ol className="cards">
          {shown.map((service) => (
            <li key={service.id} className="card">
              <ServiceSummary service={service} lang={lang} level="h2" />
              <div className="row no-print">
                <button className="btn quiet small" type="button" data-remove value={service.id} hidden>
                  <Icon name="x" />
                  {t.listRemove}
                </button>
              </div>
            </li>
          ))}
        </ol>
        {shown.length > 0 && <Tools lang={lang} />}
        {shown.length > 0 && <p className="fine no-print">{t.listShareNote}</p>}
      </div>
    </Layout>
  );
}
