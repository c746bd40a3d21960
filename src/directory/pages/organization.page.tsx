import type { ReactElement } from "react";
import { address, bothAddresses } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Organization, PublishedService } from "../directory.contract.ts";
import { Phones } from "./phones.tsx";
import type { RecordDeps } from "./record-deps.ts";
import { recordMessages } from "./record.messages.ts";
import { field, organizationName } from "./record-text.ts";
import { organizationJsonLd } from "./service-json-ld.ts";
import { ServiceSummary } from "./service-summary.tsx";
import { Say } from "./spoken.tsx";

/** Services listed at the most: a network of 400 clinics is found by search, not by scrolling. */
const MOST = 100;

/** An organisation: how to reach it and what it offers. */
export function organizationPage(deps: RecordDeps, lang: Lang, organization: Organization, services: readonly PublishedService[]): ReactElement {
  const t = recordMessages[lang];
  const name = organizationName(organization, lang);
  const description = field(organization.texts, "description", lang);
  return (
    <Layout config={deps.config} lang={lang} title={name.text} {...(description ? { description: description.text } : {})} addresses={bothAddresses("organization", { id: organization.id })} jsonLd={{ "@context": "https://schema.org", ...organizationJsonLd(deps.config.publicUrl, organization, lang) }}>
      <div className="wrap record">
        <nav className="crumbs" aria-label={t.breadcrumb}>
          <ol>
            <li>
              <a href={address("home", lang)}>{t.home}</a>
            </li>
            <li aria-current="page">
              <Say said={name} lang={lang} />
            </li>
          </ol>
        </nav>
        <h1>
          <Say said={name} lang={lang} />
        </h1>
        {description && (
          <p className="lead">
            <Say said={description} lang={lang} />
          </p>
        )}
        <Phones phones={organization.phones} lang={lang} />
        <div className="row tools">
          {organization.website && (
            <a className="btn quiet" href={organization.website} rel="noreferrer">
              <Icon name="external-link" />
              {t.website}
            </a>
          )}
          {organization.email && (
            <a className="btn quiet" href={`mailto:${organization.email}`}>
              <Icon name="mail" />
              {t.email}
            </a>
          )}
        </div>
        <section aria-labelledby="services">
          <h2 id="services">{t.orgServices(services.length)}</h2>
          <ul className="cards">
            {services.slice(0, MOST).map((service) => (
              <li key={service.id} className="card">
                <ServiceSummary service={service} lang={lang} level="h3" />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Layout>
  );
}
