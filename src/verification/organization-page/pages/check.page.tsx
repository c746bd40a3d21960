import type { ReactElement } from "react";
import type { Config } from "../../../platform/config.ts";
import { address } from "../../../platform/html/addresses.ts";
import { ErrorSummary, Field, type Fault } from "../../../platform/html/form.tsx";
import { Icon } from "../../../platform/html/icon.tsx";
import { Layout } from "../../../platform/html/layout.tsx";
import { typographic } from "../../../platform/i18n/format.ts";
import type { Lang } from "../../../platform/i18n/lang.ts";
import type { Answer } from "../../campaigns/campaign.contract.ts";
import type { Draft } from "../answers.store.ts";
import { organizationMessages } from "../organization.messages.ts";
import { PATHS } from "../paths.ts";
import type { CheckedField, Section } from "../sections.ts";
import { ShortPage } from "./link.page.tsx";

/** What was sent and could not be saved as it is. */
export interface Sent {
  section: string;
  fields: Record<string, string>;
  faults: readonly Fault[];
  /** What someone else saved meanwhile. */
  theirs: Draft | null;
}

export interface CheckView {
  config: Config;
  lang: Lang;
  name: string;
  sections: readonly Section[];
  drafts: readonly Draft[];
  /** Hidden fields are open: a code was given. */
  shown: boolean;
  codeAwaited: boolean;
  codeWrong: boolean;
  sent: Sent | null;
  /** The statement that was sent without words. */
  emptyStatement: string | null;
}

type SectionView = CheckView & { section: Section; draft: Draft | undefined };

const ANCHOR = /[^\w-]/g;

/** The id of a field on the page. */
export function fieldId(key: string): string {
  return key.replace(ANCHOR, "-");
}

function typedOf({ draft, sent, section }: SectionView, field: CheckedField): string {
  if (sent?.section === section.name) return sent.fields[field.key] ?? field.value;
  return draft && !draft.isRight ? (draft.fields[field.key] ?? field.value) : field.value;
}

function isOpen({ shown }: CheckView, field: CheckedField): boolean {
  return !field.hidden || shown;
}

function Values(view: SectionView): ReactElement {
  const { lang, section } = view;
  const t = organizationMessages[lang];
  return (
    <dl className="about">
      {section.fields.map((field) => (
        <div key={field.key}>
          <dt>{t.labels[field.label]}</dt>
          <dd className="lines">{isOpen(view, field) ? typographic(typedOf(view, field), lang) || t.says : t.hiddenValue}</dd>
        </div>
      ))}
    </dl>
  );
}

function Box({ field, typed, lang, fault }: { field: CheckedField; typed: string; lang: Lang; fault: Fault | undefined }): ReactElement {
  const t = organizationMessages[lang];
  const id = fieldId(field.key);
  const hint = t.hints[field.label];
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ") || undefined;
  const isLong = ["text", "words", "phones"].includes(field.kind);
  const shared = { id, name: field.key, defaultValue: typed, maxLength: field.most, "aria-describedby": described, "aria-invalid": fault ? true : undefined };
  return (
    <Field id={id} fault={fault}>
      <label htmlFor={id}>{t.labels[field.label]}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {isLong ? <textarea {...shared} rows={field.kind === "phones" ? 3 : 5} /> : <input type={field.kind === "email" ? "email" : "text"} {...shared} />}
    </Field>
  );
}

function Theirs({ lang, theirs, section }: { lang: Lang; theirs: Draft; section: Section }): ReactElement {
  const t = organizationMessages[lang];
  return (
    <div className="notice" role="alert">
      <div>
        <p>{t.conflict}</p>
        <p>{theirs.isRight ? t.theirsRight : t.theirs}</p>
        {!theirs.isRight && (
          <dl className="about">
            {section.fields.filter(({ key, hidden }) => !hidden && theirs.fields[key] !== undefined).map(({ key, label }) => (
              <div key={key}>
                <dt>{t.labels[label]}</dt>
                <dd className="lines">{theirs.fields[key]}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  );
}

function Mark({ lang, draft }: { lang: Lang; draft: Draft | undefined }): ReactElement | null {
  const t = organizationMessages[lang];
  if (!draft) return null;
  return <p className="ok">✓ {draft.isRight ? t.markedRight : t.markedCorrected}</p>;
}

function SectionForm(view: SectionView): ReactElement {
  const { lang, section, draft, sent } = view;
  const t = organizationMessages[lang];
  const mine = sent?.section === section.name ? sent : null;
  const version = mine?.theirs?.version ?? draft?.version ?? 0;
  return (
    <section className="card" id={section.name} aria-labelledby={`${section.name}-title`}>
      <h2 id={`${section.name}-title`}>{t.sections[section.name]}</h2>
      {mine?.theirs && <Theirs lang={lang} theirs={mine.theirs} section={section} />}
      <Values {...view} />
      <Mark lang={lang} draft={draft} />
      <form method="post" action={`${PATHS.check[lang]}#${section.name}`} noValidate data-autosave={t.saved} data-saving={t.saving} data-not-saved={t.notSaved}>
        <input type="hidden" name="section" value={section.name} />
        <input type="hidden" name="version" value={version} />
        <button className="btn quiet" type="submit" name="action" value="right">
          <Icon name="check" />
          {t.right}
          <span className="vh"> ({t.sections[section.name]})</span>
        </button>
        <details open={mine !== null || (draft !== undefined && !draft.isRight)}>
          <summary className="btn quiet">
            {t.correct}
            <span className="vh"> ({t.sections[section.name]})</span>
          </summary>
          {section.fields.filter((field) => isOpen(view, field)).map((field) => (
            <Box key={field.key} field={field} typed={typedOf(view, field)} lang={lang} fault={mine?.faults.find((fault) => fault.field === fieldId(field.key))} />
          ))}
          <div className="row">
            <button className="btn main" type="submit" name="action" value="save">
              {t.save}
              <span className="vh"> ({t.sections[section.name]})</span>
            </button>
            <span className="fine" role="status" />
          </div>
        </details>
      </form>
    </section>
  );
}

function FinishForm({ lang, label, main }: { lang: Lang; label: string; main: boolean }): ReactElement {
  return (
    <form method="post" action={PATHS.finish[lang]}>
      <button className={main ? "btn main" : "btn quiet"} type="submit" name="topic" value="done">
        {label}
      </button>
    </form>
  );
}

function Statement({ lang, topic, title, hint, empty }: { lang: Lang; topic: string; title: string; hint: string; empty: boolean }): ReactElement {
  const t = organizationMessages[lang];
  const id = `say-${topic}`;
  const fault = empty ? { field: id, say: t.faults.message } : undefined;
  return (
    <details open={empty}>
      <summary className="btn quiet">{title}</summary>
      <form method="post" action={PATHS.finish[lang]} noValidate>
        <input type="hidden" name="topic" value={topic} />
        <Field id={id} fault={fault}>
          <label htmlFor={id}>{title}</label>
          <span className="hint" id={`${id}-hint`}>
            {hint}
          </span>
          <textarea id={id} name="message" maxLength={2000} aria-describedby={`${id}-hint${fault ? ` ${id}-fault` : ""}`} />
        </Field>
        <button className="btn main" type="submit">
          {t.send}
          <span className="vh"> ({title})</span>
        </button>
      </form>
    </details>
  );
}

function Code({ lang, shown, codeAwaited, codeWrong }: CheckView): ReactElement {
  const t = organizationMessages[lang];
  if (shown) return <p className="notice">{t.codeShown}</p>;
  const fault = codeWrong ? { field: "code", say: t.codeWrong } : undefined;
  return (
    <section className="card" id="hidden" aria-labelledby="hidden-title">
      <h2 id="hidden-title">{t.codeTitle}</h2>
      <p>{t.codeSay}</p>
      {codeAwaited && (
        <form method="post" action={PATHS.code[lang]} noValidate>
          <Field id="code" fault={fault}>
            <label htmlFor="code">{t.codeLabel}</label>
            <span className="hint" id="code-hint">
              {t.codeHint}
            </span>
            <input type="text" id="code" name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={12} aria-describedby={`code-hint${fault ? " code-fault" : ""}`} />
          </Field>
          <button className="btn main" type="submit">
            {t.codeOpen}
          </button>
        </form>
      )}
      <form method="post" action={PATHS.code[lang]}>
        <button className="btn quiet" type="submit">
          {t.codeSend}
        </button>
      </form>
    </section>
  );
}

const STATEMENTS = ["newService", "closed", "notUs", "handover"] as const;

function Statements({ lang, emptyStatement }: CheckView): ReactElement {
  const t = organizationMessages[lang];
  const words = { newService: [t.addService, t.addServiceHint], closed: [t.closed, t.closedHint], notUs: [t.notUs, t.notUsHint], handover: [t.handover, t.handoverHint] } as const;
  return (
    <section className="card statements" aria-labelledby="more-title">
      <h2 id="more-title">{t.more}</h2>
      {STATEMENTS.map((topic) => (
        <Statement key={topic} lang={lang} topic={topic} title={words[topic][0]} hint={words[topic][1]} empty={emptyStatement === topic} />
      ))}
    </section>
  );
}

/** The organisation's page: its record as the public sees it, section by section. */
export function checkPage(view: CheckView): ReactElement {
  const { config, lang, name, sections, drafts, sent } = view;
  const t = organizationMessages[lang];
  const hasHidden = sections.some(({ fields }) => fields.some(({ hidden }) => hidden));
  return (
    <Layout config={config} lang={lang} title={t.title} addresses={PATHS.check} hidden>
      <div className="wrap narrow check">
        <ErrorSummary title={t.summary} faults={sent?.faults ?? []} />
        <h1>{t.title}</h1>
        <p className="org">{typographic(name, lang)}</p>
        <p className="lead">{t.lead}</p>
        {!drafts.some(({ isRight }) => !isRight) && <FinishForm lang={lang} label={t.allRight} main />}
        <p>{t.or}</p>
        {sections.map((section) => (
          <SectionForm key={section.name} {...view} section={section} draft={drafts.find((draft) => draft.section === section.name)} />
        ))}
        {hasHidden && <Code {...view} />}
        <div className="finish">
          <FinishForm lang={lang} label={t.done} main />
          <p className="fine">{t.doneHint}</p>
        </div>
        <Statements {...view} />
      </div>
    </Layout>
  );
}

/** After an answer: thanks, and what happens next. */
export function thanksPage(config: Config, lang: Lang, answer: Answer, recordId: string | null): ReactElement {
  const t = organizationMessages[lang];
  return (
    <ShortPage config={config} lang={lang} title={t.thanksTitle} addresses={{ fr: `${PATHS.thanks.fr}?a=${answer}`, en: `${PATHS.thanks.en}?a=${answer}` }}>
      <p className="lead">{t.thanks[answer]}</p>
      <p>{t.thanksNext}</p>
      {recordId !== null && (
        <p>
          <a className="btn quiet" href={address("service", lang, { id: recordId })}>
            {t.see}
          </a>
        </p>
      )}
    </ShortPage>
  );
}
