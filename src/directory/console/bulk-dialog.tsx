import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api, AreaPicker, Button, Dialog, Fault, Field, Link, NeedSelect, Notice, SelectField, useAction, useFormat, useMessages, useNeeds, useToast } from "../../console/ui/index.ts";
import type { BulkChange, BulkResult } from "../editing/editing.contract.ts";
import { ChangeLines } from "./change-lines.tsx";
import { recordsMessages } from "./records.messages.ts";

interface BulkDialogProps {
  isOpen: boolean;
  onClose: () => void;
  filter: object;
  total: number;
  onDone: () => void;
}

type Kind = keyof (typeof recordsMessages)["fr"]["bulkKinds"];
type Values = Record<"code" | "area" | "visibility" | "language" | "day" | "lang" | "field" | "find" | "by", string>;

const NOTHING: Values = { code: "", area: "", visibility: "published", language: "", day: "", lang: "fr", field: "description", find: "", by: "" };
/** Shown of a preview; the count tells the rest. */
const SHOWN = 5;

function changeOf(kind: Kind, { code, area, visibility, language, day, lang, field, find, by }: Values): BulkChange {
  const [areaKind, areaCode] = area.split(":");
  const changes: Record<Kind, object> = {
    addNeed: { code }, removeNeed: { code }, addArea: { area: { kind: areaKind, code: areaCode } }, removeArea: { area: { kind: areaKind, code: areaCode } },
    setVisibility: { visibility }, addLanguage: { language }, setNextDue: { day }, replaceText: { lang, field, find, by },
  };
  return { kind, ...changes[kind] } as BulkChange;
}

function isReady(kind: Kind, { code, area, language, day, find }: Values): boolean {
  const needed: Record<Kind, string> = { addNeed: code, removeNeed: code, addArea: area, removeArea: area, setVisibility: "x", addLanguage: language, setNextDue: day, replaceText: find };
  return needed[kind] !== "";
}

function ChangeFields({ kind, values, onChange }: { kind: Kind; values: Values; onChange: (values: Values) => void }): ReactElement {
  const t = useMessages(recordsMessages);
  const needs = useNeeds();
  const set = (name: keyof Values) => (value: string) => onChange({ ...values, [name]: value });
  const pairs = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
  if (kind === "addNeed" || kind === "removeNeed") return <NeedSelect label={t.bulkNeed} terms={needs} none="–" value={values.code} onChange={set("code")} level="needs" />;
  if (kind === "addArea" || kind === "removeArea") return <AreaPicker label={t.bulkArea} areas={values.area === "" ? [] : [values.area]} onChange={(areas) => set("area")(areas.at(-1) ?? "")} />;
  if (kind === "setVisibility") return <SelectField label={t.bulkState} value={values.visibility} onChange={set("visibility")} options={pairs(t.visibilities).filter(({ value }) => value !== "closed")} />;
  if (kind === "addLanguage") return <Field label={t.bulkLanguage} value={values.language} onChange={set("language")} maxLength={3} narrow />;
  if (kind === "setNextDue") return <Field label={t.bulkDay} type="date" value={values.day} onChange={set("day")} narrow />;
  return (
    <>
      <SelectField label={t.bulkLang} value={values.lang} onChange={set("lang")} options={pairs(t.langs)} />
      <SelectField label={t.bulkField} value={values.field} onChange={set("field")} options={pairs(t.fields)} />
      <Field label={t.bulkFind} value={values.find} onChange={set("find")} />
      <Field label={t.bulkBy} value={values.by} onChange={set("by")} />
    </>
  );
}

function Preview({ result }: { result: BulkResult }): ReactElement {
  const t = useMessages(recordsMessages);
  if (result.changed.length === 0) return <Notice>{t.bulkNothing}</Notice>;
  return (
    <section aria-live="polite">
      <p>
        <strong>{t.bulkWill(result.changed.length)}</strong>
      </p>
      <ul className="plain-list">
        {result.changed.slice(0, SHOWN).map(({ id, name, changes }) => (
          <li key={id}>
            <Link href={`/console/records/${id}`}>{name}</Link>
            <ChangeLines changes={changes} />
          </li>
        ))}
        {result.changed.length > SHOWN && <li>…</li>}
      </ul>
      {result.refused.length > 0 && <Notice kind="warning">{t.bulkRefused(result.refused.length)}</Notice>}
    </section>
  );
}

/** The same change to all that the list found: chosen, looked at, then made; undone in one press. */
export function BulkDialog({ isOpen, onClose, filter, total, onDone }: BulkDialogProps): ReactElement {
  const t = useMessages(recordsMessages);
  const format = useFormat();
  const toast = useToast();
  const [kind, setKind] = useState<Kind>("addNeed");
  const [values, setValues] = useState(NOTHING);
  const [result, setResult] = useState<BulkResult | null>(null);
  const asked = { filter, change: changeOf(kind, values) };
  const forget = () => setResult(null);
  const preview = useAction(async () => setResult(await api<BulkResult>("POST", "/api/console/records/bulk/preview", asked)));
  const run = useAction(async () => {
    const done = await api<BulkResult>("POST", "/api/console/records/bulk", { ...asked, expected: result!.changed.length });
    setResult(done);
    toast(t.bulkDone(done.changed.length));
    onDone();
  });
  const undo = useAction(async () => {
    const { undone, left } = await api<{ undone: string[]; left: object[] }>("POST", `/api/console/changes/${result!.batch}/undo`);
    toast(`${t.undone(undone.length)}. ${left.length > 0 ? t.undoneLeft : ""}`);
    onDone();
    onClose();
  });
  const close = () => (forget(), onClose());
  return (
    <Dialog title={t.bulk} isOpen={isOpen} onClose={close} wide>
      <p>{t.bulkLead(format.count(total))}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void preview.run();
        }}
      >
        <Fault error={preview.error ?? run.error ?? undo.error} />
        <SelectField<Kind> label={t.bulkKind} value={kind} onChange={(next) => (setKind(next), forget())} options={(Object.entries(t.bulkKinds) as [Kind, string][]).map(([value, label]) => ({ value, label }))} />
        <ChangeFields kind={kind} values={values} onChange={(next) => (setValues(next), forget())} />
        {result && <Preview result={result} />}
        <div className="row">
          {!result && (
            <Button type="submit" kind="main" busy={preview.busy} isDisabled={!isReady(kind, values)}>
              {t.preview}
            </Button>
          )}
          {result && result.batch === null && result.changed.length > 0 && (
            <Button kind="danger" busy={run.busy} onPress={() => void run.run()}>
              {t.bulkRun(result.changed.length)}
            </Button>
          )}
          {result?.batch && (
            <Button icon="undo-2" busy={undo.busy} onPress={() => void undo.run()}>
              {t.undo}
            </Button>
          )}
        </div>
      </Form>
    </Dialog>
  );
}
