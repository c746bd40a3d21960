import type { ReactElement } from "react";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import { SelectField } from "./field.tsx";
import { useLang } from "./lang.tsx";
import { useApi } from "./use-api.ts";

/** A term of the need taxonomy, as far as choosing goes. */
export interface NeedTerm {
  code: string;
  parent: string | null;
  label: PerLang<string>;
}

const NOTHING: readonly NeedTerm[] = [];

/** Every need, in the order of the taxonomy; a category before those in it. */
export function useNeeds(): readonly NeedTerm[] {
  return useApi<{ needs: NeedTerm[] }>("/api/console/needs").data?.needs ?? NOTHING;
}

/** What a need is called, with its category. */
export function needName(terms: readonly NeedTerm[], code: string, lang: Lang): string {
  const need = terms.find((term) => term.code === code);
  const parent = need?.parent ? terms.find((term) => term.code === need.parent) : undefined;
  return need ? (parent ? `${parent.label[lang]} › ${need.label[lang]}` : need.label[lang]) : code;
}

export function useNeedName(): (code: string) => string {
  const lang = useLang();
  const terms = useNeeds();
  return (code) => needName(terms, code, lang);
}

interface NeedSelectProps {
  label: string;
  terms: readonly NeedTerm[];
  value: string;
  onChange: (code: string) => void;
  /** Said for "none". */
  none: string;
  /** Categories, needs under them, or both. */
  level: "tops" | "needs" | "all";
}

/** One need of the taxonomy. */
export function NeedSelect({ label, terms, value, onChange, none, level }: NeedSelectProps): ReactElement {
  const lang = useLang();
  const shown = terms.filter(({ parent }) => level === "all" || (level === "tops") === (parent === null));
  return <SelectField label={label} value={value} onChange={onChange} options={[{ value: "", label: none }, ...shown.map(({ code }) => ({ value: code, label: needName(terms, code, lang) }))]} />;
}
