import type { ReactElement } from "react";
import { SelectField, useLang } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";

/** What a need is called, with its category. */
export function needName(terms: readonly Need[], code: string, lang: "fr" | "en"): string {
  const need = terms.find((term) => term.code === code);
  const parent = need?.parent ? terms.find((term) => term.code === need.parent) : undefined;
  return need ? (parent ? `${parent.label[lang]} › ${need.label[lang]}` : need.label[lang]) : code;
}

interface NeedSelectProps {
  label: string;
  terms: readonly Need[];
  value: string;
  onChange: (code: string) => void;
  none: string;
  /** Categories, needs under them, or both. */
  level: "tops" | "needs" | "all";
}

export function NeedSelect({ label, terms, value, onChange, none, level }: NeedSelectProps): ReactElement {
  const lang = useLang();
  const shown = terms.filter(({ parent }) => level === "all" || (level === "tops") === (parent === null));
  return <SelectField label={label} value={value} onChange={onChange} options={[{ value: "", label: none }, ...shown.map(({ code }) => ({ value: code, label: needName(terms, code, lang) }))]} />;
}
