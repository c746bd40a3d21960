import { renderSVG } from "uqr";
import type { ReactElement, ReactNode } from "react";
import { address, bothAddresses, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import { formatDate, midSentence, typographic } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Place } from "../../territory/index.ts";
import type { Provenance, PublishedService, ServiceAtLocation, ServiceText } from "../directory.contract.ts";
import { areaNames } from "./area-names.ts";
import { HoursCard } from "./hours-card.tsx";
import { needAddress } from "./need-link.tsx";
import { QUEBEC_ZONE } from "../hours/hours.ts";
import { dayIn, nextOpening } from "./opening.ts";
import { Phones, phonesOf } from "./phones.tsx";
import type { RecordDeps } from "./record-deps.ts";
import { recordMessages } from "./record.messages.ts";
import { field, organizationName, serviceName, type Spoken } from "./record-text.ts";
import { serviceJsonLd } from "./service-json-ld.ts";
import { Say } from "./spoken.tsx";
import { Where } from "./where.tsx";

interface View {
  deps: RecordDeps;
  lang: Lang;
  service: PublishedService;
  /** The place the reader gave as home, when they come from a search. */
  home: Place | null;
  /** Where they come from, to go back to their results. */
  back: string | null;
}

function Crumbs({ lang, service, back }: View): ReactElement {
  const t = recordMessages[lang];
  return (
    <nav className="crumbs" aria-label={t.breadcrumb}>
      <ol>
        <li>
          <a href={back ?? address("home", lang)}>{back ? t.results : t.home}</a>
        </li>
        <li aria-current="page">
          <Say said={serviceName(service, lang)} lang={lang} />
        </li>
      </ol>
    </nav>
  );
}

function SaveButton({ lang, service }: View): ReactElement {
  const t = recordMessages[lang];
  return (
    <button className="btn quiet" type="button" value={service.id} data-save={t.save} data-saved={t.saved} aria-pressed="false" hidden>
      <Icon name="bookmark" />
      <span>{t.save}</span>
    </button>
  );
}

function Tools(view: View): ReactElement {
  const { deps, lang, service } = view;
  const t = recordMessages[lang];
  const at = service.at[0];
  return (
    <div className="row tools">
      {!service.sensitive && <SaveButton {...view} />}
      <button className="btn quiet" type="button" data-print hidden>
        <Icon name="printer" />
        {t.print}
      </button>
      <button className="btn quiet" type="button" data-copy={deps.config.publicUrl + address("service", lang, { id: service.id })} data-copied={t.copied} hidden>
        <Icon name="link" />
        <span aria-live="polite">{t.copy}</span>
      </button>
      {at && nextOpening(at, deps.clock.now()) && !service.sensitive && (
        <a className="btn quiet" href={withQuery(address("calendar", lang, { id: service.id }), { at: service.at.length > 1 ? at.id : null })}>
          <Icon name="calendar-plus" />
          {t.calendar}
        </a>
      )}
    </div>
  );
}

function Row({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function textRow(view: View, title: string, name: keyof ServiceText, unknown: string | null): ReactElement | null {
  const said = field(view.service.texts, name, view.lang);
  if (!said && !unknown) return null;
  return <Row title={title}>{said ? <Say said={said} lang={view.lang} /> : unknown}</Row>;
}

function Served({ deps, lang, service, home }: View): ReactElement {
  const t = recordMessages[lang];
  const names = areaNames(deps.territory, service.areas, lang);
  const assumed = service.areas.length > 0 && service.areas.every((area) => area.assumed);
  const serves = home ? deps.territory.serves(service.areas, home) : null;
  return (
    <Row title={t.served}>
      {names.length > 0 ? `${names.join(", ")}. ` : `${t.servedUnknown} `}
      {assumed && <span>{t.servedAssumed} </span>}
      {home && serves === "yes" && <span className="ok">{t.youLiveThere(home.name)}</span>}
      {home && serves === "no" && <span className="no">{t.notYourArea(home.name)}</span>}
    </Row>
  );
}

function languageNames(service: PublishedService, lang: Lang): string | null {
  const names = new Intl.DisplayNames([lang === "fr" ? "fr-CA" : "en-CA"], { type: "language" });
  const said = service.languages.map((code) => names.of(code) ?? code).join(", ");
  return said ? said.charAt(0).toLocaleUpperCase(lang) + said.slice(1) : null;
}

function accessibility(service: PublishedService, lang: Lang): Spoken | null {
  return service.at.map(({ location }) => field(location.texts, "accessibility", lang)).find((said) => said !== null) ?? null;
}

function About(view: View): ReactElement {
  const { deps, lang, service } = view;
  const t = recordMessages[lang];
  const needs = service.needs.map((code) => deps.needs.need(code)).filter((need) => need !== null);
  const access = accessibility(service, lang);
  const isOnSite = service.at.some(({ location }) => location.kind === "physical" && !location.confidential);
  return (
    <dl className="about">
      {textRow(view, t.who, "eligibility", t.whoUnknown)}
      <Served {...view} />
      {textRow(view, t.price, "fees", t.priceUnknown)}
      {textRow(view, t.bring, "documents", null)}
      {textRow(view, t.how, "application", null)}
      <Row title={t.languages}>{languageNames(service, lang) ?? t.languagesUnknown}</Row>
      {isOnSite && <Row title={t.access}>{access ? <Say said={access} lang={lang} /> : t.accessUnknown}</Row>}
      {textRow(view, t.notes, "notes", null)}
      <Row title={t.needs}>
        {needs.map((need, index) => (
          <span key={need.code}>
            {index > 0 && ", "}
            <a href={needAddress(need, lang)}>{midSentence(typographic(need.label[lang], lang))}</a>
          </span>
        ))}
      </Row>
    </dl>
  );
}

function freshness(provenance: Provenance, lang: Lang): string {
  const t = recordMessages[lang];
  if (provenance.verifiedOn && provenance.verifiedBy) return t.verifiedOn(t.verifiedBy[provenance.verifiedBy], formatDate(provenance.verifiedOn, lang));
  return provenance.asOf ? t.asOf(formatDate(provenance.asOf, lang)) : t.asOfUnknown;
}

function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, "");
}

function Trust({ lang, service }: View): ReactElement {
  const t = recordMessages[lang];
  // One link a site: the same press article is often cited twice.
  const urls = [...new Map(service.provenance.urls.filter((url) => URL.canParse(url)).map((url) => [siteOf(url), url])).values()];
  return (
    <div className="card trust">
      <h2>{t.sources}</h2>
      <p>
        {freshness(service.provenance, lang)} {t.sourceNames[service.provenance.source] ?? service.provenance.source}.
      </p>
      {urls.length > 0 && (
        <ul className="plain-list fine">
          {urls.map((url) => (
            <li key={url}>
              <a href={url} rel="noreferrer nofollow">
                {siteOf(url)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="no-print">
        <a href={address("report", lang, { id: service.id })}>{t.reportError}</a>
      </p>
    </div>
  );
}

/** One mask for all: any is read as well, and trying the eight takes most of the time of a page. */
const QR = { border: 1, maskPattern: 0 };

function Qr({ deps, lang, service }: View): ReactElement {
  const url = deps.config.publicUrl + address("service", lang, { id: service.id });
  return (
    <div className="qr">
      <div dangerouslySetInnerHTML={{ __html: renderSVG(url, QR) }} />
      <p>
        {recordMessages[lang].qr}
        <br />
        {url}
      </p>
    </div>
  );
}

function Sites({ view, sites }: { view: View; sites: readonly ServiceAtLocation[] }): ReactElement {
  return (
    <>
      {sites.map((at) => (
        <div key={at.id} className="site">
          <HoursCard at={at} now={view.deps.clock.now()} lang={view.lang} />
          <Where at={at} lang={view.lang} />
        </div>
      ))}
    </>
  );
}

/** What a reader must know before relying on the record: nobody verified it, or not lately. */
function Notice({ deps, lang, service }: View): ReactElement | null {
  const t = recordMessages[lang];
  const { nextDue } = service.provenance;
  const overdue = nextDue !== null && nextDue < dayIn(QUEBEC_ZONE, deps.clock.now());
  if (!service.notice && !overdue) return null;
  return (
    <p className="notice">
      <Icon name="info" />
      <span>{service.notice ? t.notices[service.notice] : t.overdue}</span>
    </p>
  );
}

/** A service's page. `home`: the place the reader searched from, if any. */
export function servicePage(view: View): ReactElement {
  const { deps, lang, service } = view;
  const t = recordMessages[lang];
  const name = serviceName(service, lang);
  const organization = organizationName(service.organization, lang);
  const description = field(service.texts, "description", lang);
  return (
    <Layout config={deps.config} lang={lang} title={`${name.text} – ${organization.text}`} {...(description ? { description: description.text } : {})} addresses={bothAddresses("service", { id: service.id })} jsonLd={serviceJsonLd(deps.config.publicUrl, deps.territory, service, lang)}>
      <div className="wrap">
        <Crumbs {...view} />
        <article className="page">
          <div className="record">
            <h1>
              <Say said={name} lang={lang} />
            </h1>
            <p className="org">
              {t.offeredBy}{" "}
              <a href={address("organization", lang, { id: service.organization.id })}>
                <Say said={organization} lang={lang} />
              </a>
            </p>
            {description && (
              <p className="lead">
                <Say said={description} lang={lang} />
              </p>
            )}
            <Notice {...view} />
            <Phones phones={phonesOf(service, service.at[0])} lang={lang} />
            <div className="row tools links-out">
              {(service.website ?? service.organization.website) && (
                <a className="btn quiet" href={service.website ?? service.organization.website ?? ""} rel="noreferrer">
                  <Icon name="external-link" />
                  {t.website}
                </a>
              )}
              {(service.email ?? service.organization.email) && (
                <a className="btn quiet" href={`mailto:${service.email ?? service.organization.email}`}>
                  <Icon name="mail" />
                  {t.email}
                </a>
              )}
            </div>
          </div>
          <div className="side">
            <Sites view={view} sites={service.at} />
          </div>
          <div className="more">
            <About {...view} />
            <Tools {...view} />
            {service.sensitive && <p className="fine no-print">{t.notSaved}</p>}
            <Trust {...view} />
            <Qr {...view} />
          </div>
        </article>
      </div>
    </Layout>
  );
}
