import type { ReactElement } from "react";
import { Button, Field, Notice, useMessages } from "../../console/ui/index.ts";
import { LANGS, otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Advice } from "../editing/editing.contract.ts";
import { asTranslated, withText, type TextField } from "./draft-body.ts";
import type { EditorPart } from "./editor-part.ts";
import { editorMessages } from "./editor.messages.ts";
import { recordMessages } from "./record.messages.ts";

const LINES: Readonly<Record<TextField, number>> = { name: 0, description: 5, eligibility: 3, fees: 2, documents: 2, application: 3, notes: 2 };
const FIELDS = Object.keys(LINES) as TextField[];

/** What would make one text easier to read, under it. */
function PlainAdvice({ advice }: { advice: Advice["plain"][number]["advice"] | undefined }): ReactElement | null {
  const t = useMessages(editorMessages);
  if (!advice || (advice.longSentences.length === 0 && advice.level !== "hard" && advice.jargon.length === 0)) return null;
  return (
    <ul className="advice">
      {advice.longSentences.length > 0 && <li>{t.long(advice.longSentences.length)}</li>}
      {advice.level === "hard" && <li>{t.hard}</li>}
      {advice.jargon.map(({ word, instead }) => (
        <li key={word}>{t.insteadOf(word, instead)}</li>
      ))}
    </ul>
  );
}

function Behind({ record, lang, change }: { record: ServiceRecord; lang: Lang; change: EditorPart["change"] }): ReactElement | null {
  const t = useMessages(editorMessages);
  const state = record.texts[lang]?.state;
  if (state !== "outdated" && state !== "machine") return null;
  return (
    <Notice kind="warning">
      {state === "outdated" ? t.outdated : t.machine}
      <p className="row">
        <Button onPress={() => change((body) => asTranslated(body, lang))}>{t.upToDate}</Button>
      </p>
    </Notice>
  );
}

/** Both languages side by side; on a narrow screen one under the other, field by field. */
export function EditorTexts({ record, change, advice }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const words = useMessages(recordMessages);
  const adviceOn = (lang: Lang, field: TextField) => advice?.plain.find((one) => one.lang === lang && one.field === field)?.advice;
  return (
    <>
      <p>{t.textsLead}</p>
      <div className="pair">
        {LANGS.map((lang) => (
          <Behind key={lang} record={record} lang={lang} change={change} />
        ))}
      </div>
      {FIELDS.map((field) => (
        <div className="pair" key={field}>
          {LANGS.map((lang) => (
            <div key={lang} lang={lang}>
              <Field label={`${words.fields[field]}, ${t.langs[lang]}`} {...(LINES[field] > 0 ? { lines: LINES[field] } : {})} value={record.texts[lang]?.[field] ?? ""} onChange={(said) => change((body) => withText(body, lang, field, said))} {...(field === "name" && record.texts[otherLang(lang)] === null ? { isRequired: true } : {})} />
              <PlainAdvice advice={adviceOn(lang, field)} />
            </div>
          ))}
        </div>
      ))}
    </>
  );
}
