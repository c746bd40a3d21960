import { useState, type ReactElement } from "react";
import { Field, SelectField, Tabs, useLang, useMessages } from "../../console/ui/index.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { Letters, Words } from "../campaigns/campaign.contract.ts";
import type { CampaignDefaults, LetterPreview, MergeField, RecordName, ToldFault } from "../console.contract.ts";
import { campaignsMessages } from "./campaigns.messages.ts";
import { usePosted } from "./use-posted.ts";

const LETTERS = ["first", "reminder"] as const;
type Letter = (typeof LETTERS)[number];

/** Are there words everywhere? */
export function isWritten(letters: Letters): boolean {
  return LETTERS.every((letter) => LANGS.every((lang) => letters[letter][lang].subject.trim() !== "" && letters[letter][lang].body.trim() !== ""));
}

function MergeFields({ fields }: { fields: CampaignDefaults["mergeFields"] }): ReactElement {
  const t = useMessages(campaignsMessages);
  return (
    <div className="merge-fields">
      <h3>{t.fields}</h3>
      <dl>
        {(Object.keys(fields) as MergeField[]).map((name) => (
          <div key={name}>
            <dt>
              <code>{`{${fields[name].fr}}`}</code> <code lang="en">{`{${fields[name].en}}`}</code>
            </dt>
            <dd>{t.fieldMeans[name]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function WordsFields({ lang, words, faults, onChange }: { lang: Lang; words: Words; faults: readonly ToldFault[]; onChange: (words: Words) => void }): ReactElement {
  const t = useMessages(campaignsMessages);
  const own = useLang();
  const inSubject = faults.filter(({ fault, word }) => fault === "linkInSubject" || (fault === "unknownField" && words.subject.includes(`{${word}}`)));
  const inBody = faults.filter((fault) => !inSubject.includes(fault));
  const say = (text: string, some: readonly ToldFault[]) => (text.trim() === "" ? t.wordsFault : some.map((fault) => fault.say[own]).join(" ") || null);
  return (
    <div>
      <Field label={t.subjectIn(lang)} value={words.subject} onChange={(subject) => onChange({ ...words, subject })} maxLength={200} fault={say(words.subject, inSubject)} />
      <Field label={t.bodyIn(lang)} value={words.body} onChange={(body) => onChange({ ...words, body })} lines={14} maxLength={8000} fault={say(words.body, inBody)} />
    </div>
  );
}

function Preview({ letters, letter, lang, recordId }: { letters: Letters; letter: Letter; lang: Lang; recordId: string }): ReactElement {
  const t = useMessages(campaignsMessages);
  const { data } = usePosted<LetterPreview>("/api/console/campaigns/preview", isWritten(letters) ? { letters, letter, lang, recordId } : null);
  return (
    <figure className="letter">
      <figcaption>{t.previewIn(lang)}</figcaption>
      <div lang={lang}>
        <strong>{data?.subject}</strong>
        <p className="letter-text">{data?.text}</p>
      </div>
    </figure>
  );
}

interface BuildLettersProps {
  letters: Letters;
  onChange: (letters: Letters) => void;
  defaults: CampaignDefaults;
  /** Of the audience: some to preview the letters on. */
  records: readonly RecordName[];
  faults: readonly ToldFault[];
}

function OneLetter({ letter, letters, onChange, records, faults }: Omit<BuildLettersProps, "defaults"> & { letter: Letter }): ReactElement {
  const t = useMessages(campaignsMessages);
  const [chosen, setChosen] = useState("");
  const recordId = records.find(({ id }) => id === chosen)?.id ?? records[0]?.id;
  const of = (lang: Lang) => faults.filter((fault) => fault.letter === letter && fault.lang === lang);
  return (
    <>
      <div className="pair">
        {LANGS.map((lang) => (
          <WordsFields key={lang} lang={lang} words={letters[letter][lang]} faults={of(lang)} onChange={(words) => onChange({ ...letters, [letter]: { ...letters[letter], [lang]: words } })} />
        ))}
      </div>
      <h3>{t.preview}</h3>
      {recordId === undefined ? (
        <p className="fine">{t.previewNone}</p>
      ) : (
        <>
          <SelectField label={t.previewOn} value={recordId} onChange={setChosen} options={records.map(({ id, name, organization }) => ({ value: id, label: [name, organization].filter(Boolean).join(" – ") }))} />
          <div className="pair previews">
            {LANGS.map((lang) => (
              <Preview key={lang} letters={letters} letter={letter} lang={lang} recordId={recordId} />
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Step 3: the words of each letter in both languages, and how they read for a real record. */
export function BuildLetters({ defaults, ...props }: BuildLettersProps): ReactElement {
  const t = useMessages(campaignsMessages);
  return (
    <section className="card step" aria-labelledby="letters">
      <h2 id="letters">{t.letters}</h2>
      <p className="fine">{t.lettersLead(defaults.linkDays)}</p>
      <MergeFields fields={defaults.mergeFields} />
      <Tabs label={t.letters} tabs={LETTERS.map((letter) => ({ id: letter, label: t.letter[letter], content: <OneLetter letter={letter} {...props} /> }))} />
    </section>
  );
}
