import type { ReactElement } from "react";
import { organizationName, serviceName, type PublishedService } from "../../directory/index.ts";
import type { Config } from "../../platform/config.ts";
import { address, bothAddresses } from "../../platform/html/addresses.ts";
import { ErrorSummary, Field, type Fault } from "../../platform/html/form.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import { TOPICS } from "../verification.contract.ts";
import { verificationMessages } from "../verification.messages.ts";
import type { ReportForm } from "../verification.ts";

export interface ReportView {
  config: Config;
  lang: Lang;
  service: PublishedService;
  form: ReportForm;
  faults: readonly Fault[];
  /** The message could not be stored; it is shown again, to be sent once more. */
  away: boolean;
}

function About({ lang, service }: Pick<ReportView, "lang" | "service">): ReactElement {
  const t = verificationMessages[lang];
  return (
    <p>
      {t.about} <a href={address("service", lang, { id: service.id })}>{`${serviceName(service, lang).text} – ${organizationName(service.organization, lang).text}`}</a>
    </p>
  );
}

function Topics({ lang, form, fault }: { lang: Lang; form: ReportForm; fault: Fault | undefined }): ReactElement {
  const t = verificationMessages[lang];
  return (
    <Field id="topic" fault={fault}>
      <fieldset aria-describedby={fault ? "topic-fault" : undefined}>
        <legend>{t.topic}</legend>
        {TOPICS.map((topic, index) => (
          <label key={topic} className="choice">
            <input type="radio" name="topic" value={topic} id={index === 0 ? "topic" : undefined} defaultChecked={form.topic === topic} />
            <span>{t.topics[topic]}</span>
          </label>
        ))}
      </fieldset>
    </Field>
  );
}

function Message({ lang, form, fault }: { lang: Lang; form: ReportForm; fault: Fault | undefined }): ReactElement {
  const t = verificationMessages[lang];
  return (
    <Field id="message" fault={fault}>
      <label htmlFor="message">{t.message}</label>
      <span className="hint" id="message-hint">
        {t.messageHint}
      </span>
      <textarea id="message" name="message" defaultValue={form.message} aria-describedby={fault ? "message-hint message-fault" : "message-hint"} />
    </Field>
  );
}

function ReplyTo({ lang, form, fault }: { lang: Lang; form: ReportForm; fault: Fault | undefined }): ReactElement {
  const t = verificationMessages[lang];
  return (
    <Field id="replyTo" fault={fault}>
      <label htmlFor="replyTo">{t.replyTo}</label>
      <span className="hint" id="replyTo-hint">
        {t.replyToHint}
      </span>
      <input id="replyTo" name="replyTo" type="email" inputMode="email" autoComplete="off" maxLength={254} defaultValue={form.replyTo} aria-describedby={fault ? "replyTo-hint replyTo-fault" : "replyTo-hint"} />
    </Field>
  );
}

/** "Report an error": what is wrong, in one choice and a few words; no name, and an address only to be thanked at. */
export function reportPage({ config, lang, service, form, faults, away }: ReportView): ReactElement {
  const t = verificationMessages[lang];
  const faultOf = (field: string) => faults.find((fault) => fault.field === field);
  return (
    <Layout config={config} lang={lang} title={t.title} addresses={bothAddresses("report", { id: service.id })} hidden>
      <div className="wrap narrow">
        <ErrorSummary title={t.summary} faults={faults} />
        {away && (
          <p className="notice" role="alert">
            {t.away}
          </p>
        )}
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        <About lang={lang} service={service} />
        <form method="post" action={address("report", lang, { id: service.id })} noValidate>
          <input type="hidden" name="form" value={form.id} />
          <Topics lang={lang} form={form} fault={faultOf("topic")} />
          <Message lang={lang} form={form} fault={faultOf("message")} />
          <ReplyTo lang={lang} form={form} fault={faultOf("replyTo")} />
          <button className="btn main" type="submit">
            {t.send}
          </button>
        </form>
      </div>
    </Layout>
  );
}

/** After a report is stored: thanks, and what happens next. */
export function thanksPage(config: Config, lang: Lang, service: PublishedService): ReactElement {
  const t = verificationMessages[lang];
  return (
    <Layout config={config} lang={lang} title={t.thanks} addresses={bothAddresses("report", { id: service.id })} hidden>
      <div className="wrap narrow">
        <h1>{t.thanks}</h1>
        <p className="lead">{t.thanksNext}</p>
        <p>
          <a className="btn main" href={address("service", lang, { id: service.id })}>
            {t.back}
          </a>
        </p>
      </div>
    </Layout>
  );
}
