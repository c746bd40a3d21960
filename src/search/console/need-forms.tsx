import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { Button, Check, Field, NeedSelect, useMessages } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";
import type { NeedChange } from "../../directory/taxonomy/taxonomy.contract.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import { taxonomyScreenMessages } from "./taxonomy-screen.messages.ts";

interface FormProps {
  terms: readonly Need[];
  onChange: (change: NeedChange) => void;
}

type Both = Record<Lang, string>;
const NOTHING: Both = { fr: "", en: "" };

function lines(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line.length > 1))];
}

/** One field in both languages. */
function BothFields({ label, value, onChange, rows }: { label: (lang: string) => string; value: Both; onChange: (value: Both) => void; rows?: number }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  return (
    <div className="pair">
      {LANGS.map((lang) => (
        <Field key={lang} label={label(t.langs[lang])} {...(rows ? { lines: rows } : {})} value={value[lang]} onChange={(said) => onChange({ ...value, [lang]: said })} />
      ))}
    </div>
  );
}

function Words({ need, lang, onChange }: { need: Need; lang: Lang; onChange: FormProps["onChange"] }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const [text, setText] = useState(need.lexicon[lang].join("\n"));
  const said = lines(text);
  const change: NeedChange = { kind: "editWords", code: need.code, lang, add: said.filter((phrase) => !need.lexicon[lang].includes(phrase)), remove: need.lexicon[lang].filter((phrase) => !said.includes(phrase)) };
  const isSame = change.add.length + change.remove.length === 0;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) onChange(change);
      }}
    >
      <Field label={t.words(t.langs[lang])} hint={t.wordsHint} lines={10} value={text} onChange={setText} />
      <Button type="submit" isDisabled={isSame}>
        {t.saveWords}
      </Button>
    </Form>
  );
}

function Label({ need, onChange }: { need: Need; onChange: FormProps["onChange"] }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const [label, setLabel] = useState<Both>(need.label);
  const [citizenLabel, setCitizenLabel] = useState<Both>(need.citizen_label);
  const [definition, setDefinition] = useState<Both>(need.definition);
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ kind: "editLabel", code: need.code, label, citizenLabel, definition });
      }}
    >
      <BothFields label={t.label} value={label} onChange={setLabel} />
      <BothFields label={t.citizenLabel} value={citizenLabel} onChange={setCitizenLabel} />
      <BothFields label={t.definition} value={definition} onChange={setDefinition} rows={3} />
      <Button type="submit">{t.saveLabel}</Button>
    </Form>
  );
}

function EditNeed({ terms, onChange }: FormProps): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const [code, setCode] = useState("");
  const need = terms.find((term) => term.code === code);
  return (
    <section className="card">
      <NeedSelect label={t.choose} terms={terms} value={code} onChange={setCode} none={t.none} level="all" />
      {need && (
        // What was kept since makes the forms begin anew.
        <div key={`${code} ${JSON.stringify(need)}`}>
          <div className="pair">
            {LANGS.map((lang) => (
              <Words key={lang} need={need} lang={lang} onChange={onChange} />
            ))}
          </div>
          <Label need={need} onChange={onChange} />
        </div>
      )}
    </section>
  );
}

function AddNeed({ terms, onChange }: FormProps): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const [parent, setParent] = useState("");
  const [name, setName] = useState("");
  const [label, setLabel] = useState(NOTHING);
  const [definition, setDefinition] = useState(NOTHING);
  const [words, setWords] = useState(NOTHING);
  const [sensitive, setSensitive] = useState(false);
  const isReady = parent !== "" && /^[a-z]+$/.test(name) && LANGS.every((lang) => label[lang].trim().length > 1 && definition[lang].trim().length > 1);
  return (
    <section className="card" aria-labelledby="add-need">
      <h2 id="add-need">{t.add}</h2>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onChange({ kind: "addTerm", code: `${parent}.${name}`, label, citizenLabel: label, definition, sensitive, lexicon: { fr: lines(words.fr), en: lines(words.en) } });
        }}
      >
        <NeedSelect label={t.parent} terms={terms} value={parent} onChange={setParent} none={t.none} level="tops" />
        <Field label={t.code} value={name} onChange={(typed) => setName(typed.toLowerCase())} narrow />
        <BothFields label={t.label} value={label} onChange={setLabel} />
        <BothFields label={t.definition} value={definition} onChange={setDefinition} rows={2} />
        <BothFields label={t.words} value={words} onChange={setWords} rows={4} />
        <Check checked={sensitive} onChange={setSensitive}>
          {t.sensitive}
        </Check>
        <Button type="submit" isDisabled={!isReady}>
          {t.addNow}
        </Button>
      </Form>
    </section>
  );
}

function MergeNeeds({ terms, onChange }: FormProps): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const [code, setCode] = useState("");
  const [into, setInto] = useState("");
  const isReady = code !== "" && into !== "" && code !== into;
  return (
    <section className="card" aria-labelledby="merge-needs">
      <h2 id="merge-needs">{t.merge}</h2>
      <p>{t.mergeLead}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onChange({ kind: "mergeTerms", code, into });
        }}
      >
        <div className="pair">
          <NeedSelect label={t.gone} terms={terms} value={code} onChange={setCode} none={t.none} level="needs" />
          <NeedSelect label={t.into} terms={terms} value={into} onChange={setInto} none={t.none} level="needs" />
        </div>
        <Button type="submit" isDisabled={!isReady}>
          {t.addNow}
        </Button>
      </Form>
    </section>
  );
}

/** Words and names of a need, a new need, two that are one. */
export function NeedForms(props: FormProps): ReactElement {
  return (
    <div className="editor">
      <EditNeed {...props} />
      <AddNeed {...props} />
      <MergeNeeds {...props} />
    </div>
  );
}
