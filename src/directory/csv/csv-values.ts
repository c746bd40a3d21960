import { fold } from "../../platform/i18n/fold.ts";
import type { ValueSpec } from "./csv-map.ts";

/*
 * What a row says for a source of a field.
 */

export type Row = Readonly<Record<string, string>>;

function filled(template: string, row: Row): string {
  let found = false;
  const text = template.replace(/\{([^{}]+)\}/g, (_, column: string) => {
    const value = (row[column] ?? "").trim();
    found ||= value !== "";
    return value;
  });
  return found ? text.replace(/[ \t]+/g, " ").trim() : "";
}

function rawOf({ column, constant, template }: ValueSpec, row: Row): string {
  if (constant !== undefined) return constant;
  return template === undefined ? (row[column ?? ""] ?? "").trim() : filled(template, row);
}

function replaced(value: string, { values }: ValueSpec): string {
  if (values === undefined) return value;
  const known = Object.keys(values).find((name) => name === value) ?? Object.keys(values).find((name) => fold(name) === fold(value));
  return known === undefined ? value : values[known]!;
}

/** The values of one source, replaced and without empty ones; its default when there is none. */
export function valuesOf(spec: ValueSpec, row: Row): string[] {
  const raw = rawOf(spec, row);
  const parts = spec.split === undefined ? [raw] : raw.split(spec.split.replaceAll("\\n", "\n"));
  const values = parts.map((part) => replaced(part.trim(), spec)).filter((part) => part !== "");
  return values.length > 0 || spec.default === undefined ? values : [spec.default];
}

/** The first source that says something. */
export function firstValue(specs: readonly ValueSpec[] | undefined, row: Row): string | null {
  for (const spec of specs ?? []) {
    const [value] = valuesOf(spec, row);
    if (value !== undefined) return value;
  }
  return null;
}

export function allValues(specs: readonly ValueSpec[] | undefined, row: Row): string[] {
  return [...new Set((specs ?? []).flatMap((spec) => valuesOf(spec, row)))];
}
