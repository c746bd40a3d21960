import type { ReactElement } from "react";
import { SelectField, useApi, useLang } from "../../console/ui/index.ts";
import type { NeedChoice } from "../editing/editing.contract.ts";

/** Every need, in the order of the taxonomy; a parent before its children. */
export function useNeeds(): readonly NeedChoice[] {
  return useApi<{ needs: NeedChoice[] }>("/api/console/needs").data?.needs ?? [];
}

/** What a need is called, with what it belongs to. */
export function useNeedName(): (code: string) => string {
  const lang = useLang();
  const needs = new Map(useNeeds().map((need) => [need.code, need]));
  return (code) => {
    const need = needs.get(code);
    const parent = need?.parent ? needs.get(need.parent) : null;
    return need ? (parent ? `${parent.label[lang]} › ${need.label[lang]}` : need.label[lang]) : code;
  };
}

interface NeedSelectProps {
  label: string;
  value: string;
  onChange: (code: string) => void;
  /** Said for "none". */
  none: string;
  /** Also whole categories. */
  wide?: boolean;
}

/** One need of the taxonomy. */
export function NeedSelect({ label, value, onChange, none, wide = false }: NeedSelectProps): ReactElement {
  const nameOf = useNeedName();
  const needs = useNeeds().filter(({ parent }) => wide || parent !== null);
  return <SelectField label={label} value={value} onChange={onChange} options={[{ value: "", label: none }, ...needs.map(({ code }) => ({ value: code, label: nameOf(code) }))]} />;
}
