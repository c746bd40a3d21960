import { useState, type ReactElement } from "react";
import { Field, SelectField, useMessages } from "../../console/ui/index.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { orNull, withOrganization, withOrganizationName } from "./draft-body.ts";
import type { EditorPart } from "./editor-part.ts";
import { EditorPhones } from "./editor-phones.tsx";
import { editorMessages } from "./editor.messages.ts";
import { recordMessages } from "./record.messages.ts";
import { recordsMessages } from "./records.messages.ts";

/** "fr, en" as it is typed; the record follows at each key. */
function Languages({ record, change }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const [typed, setTyped] = useState(record.languages.join(", "));
  const set = (text: string) => {
    setTyped(text);
    change((body) => ({ ...body, languages: text.split(/[\s,;]+/).map((code) => code.trim().toLowerCase()).filter(Boolean) }));
  };
  return <Field label={t.languages} hint={t.languagesHint} value={typed} onChange={set} />;
}

/** How the service itself is reached, beside its places' numbers. */
export function EditorContact(part: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const { record, change } = part;
  return (
    <>
      <Field label={t.website} type="url" value={record.website ?? ""} onChange={(website) => change((body) => ({ ...body, website: orNull(website) }))} />
      <Field label={t.email} type="email" value={record.email ?? ""} onChange={(email) => change((body) => ({ ...body, email: orNull(email) }))} />
      <Languages {...part} />
    </>
  );
}

export function EditorOrganization({ record, change }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const { organization } = record;
  return (
    <>
      <p>{t.organizationLead}</p>
      <div className="pair">
        {LANGS.map((lang) => (
          <Field key={lang} label={t.organizationName(t.langs[lang])} value={organization.texts[lang]?.name ?? ""} onChange={(name) => change((body) => withOrganizationName(body, lang, name))} />
        ))}
      </div>
      <Field label={t.website} type="url" value={organization.website ?? ""} onChange={(website) => change((body) => withOrganization(body, { website: orNull(website) }))} />
      <Field label={t.email} type="email" value={organization.email ?? ""} onChange={(email) => change((body) => withOrganization(body, { email: orNull(email) }))} />
      <EditorPhones phones={organization.phones} onChange={(phones) => change((body) => withOrganization(body, { phones }))} />
    </>
  );
}

export function EditorPublication({ record, change, note, onNote }: EditorPart & { note: string; onNote: (note: string) => void }): ReactElement {
  const t = useMessages(editorMessages);
  const lists = useMessages(recordsMessages);
  const words = useMessages(recordMessages);
  const setState = (visibility: ServiceRecord["visibility"]) => change((body) => ({ ...body, visibility, notice: visibility === "publicWithNotice" ? (body.notice ?? "unverified") : body.notice }));
  const states = Object.entries(lists.visibilities) as [ServiceRecord["visibility"], string][];
  return (
    <>
      <SelectField label={t.visibility} value={record.visibility} onChange={setState} options={states.map(([value, label]) => ({ value, label }))} />
      <Field label={t.nextDue} type="date" value={record.provenance.nextDue ?? ""} onChange={(nextDue) => change((body) => ({ ...body, provenance: { ...body.provenance, nextDue: orNull(nextDue) } }))} narrow />
      <Field label={t.noteForReview} aria-label={`${t.noteForReview} – ${words.record}`} lines={2} value={note} onChange={onNote} />
    </>
  );
}
