import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair, type YAMLMap } from "yaml";
import { isLang, type Lang } from "../../platform/i18n/lang.ts";
import { AREA_KINDS } from "../../territory/index.ts";
import { sourceFault } from "../imports/source-options.ts";
import { PHONE_KINDS } from "../directory.contract.ts";
import type { SourceCard } from "../protection.store.ts";
import { fieldsLike, isFieldName, isPerLang, kindOf, type CsvFieldName, type FieldKind } from "./csv-fields.ts";

/*
 * The mapping file: which column of a foreign CSV feeds which field of a record. Every fault names its line.
 */

export interface MapFault {
  line: number;
  reason: string;
}

/** Where a value comes from, and how it is read. */
export interface ValueSpec {
  line: number;
  column?: string;
  constant?: string;
  /** `{COLUMN}` stands for the column's text. */
  template?: string;
  /** Text between the values of one cell. */
  split?: string;
  /** What to read instead of a value. */
  values?: Record<string, string>;
  default?: string;
  /** Of areas: the kind of all of them. Of phones: voice, tty, sms, fax. */
  kind?: string;
  /** Of phones: the language answered. */
  language?: Lang;
  /** Of phones: what the number is for. */
  label?: { fr: string | null; en: string | null };
}

export type CsvFieldKey = CsvFieldName | `${CsvFieldName}.${Lang}`;

export interface CsvMap {
  source: SourceCard & { asOf: string | null };
  encoding: "utf-8" | "windows-1252";
  delimiter: string;
  lang: Lang;
  fields: Map<CsvFieldKey, ValueSpec[]>;
}

const ENCODINGS: Record<string, CsvMap["encoding"]> = { "utf-8": "utf-8", utf8: "utf-8", "windows-1252": "windows-1252", cp1252: "windows-1252", latin1: "windows-1252", "iso-8859-1": "windows-1252" };
/** A mapping file is short; a longer one is something else (bytes). */
export const LONGEST_MAP = 200_000;

class Reader {
  readonly faults: MapFault[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  lineOf(node: unknown): number {
    const at = (node as Node | null)?.range?.[0];
    return at === undefined ? 1 : this.#lines.linePos(at).line;
  }

  fault(node: unknown, reason: string): null {
    this.faults.push({ line: this.lineOf(node), reason });
    return null;
  }

  /** The pairs of a map whose keys are all known; null when it is no map. */
  pairs(node: unknown, what: string, known: readonly string[] | null): { key: string; keyNode: unknown; value: unknown }[] | null {
    if (!isMap(node)) return this.fault(node, `${what} should be a list of "name: value" lines`);
    return (node as YAMLMap).items.flatMap((pair: Pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (known !== null && !known.includes(key)) {
        this.fault(pair.key, `"${key}" is not known in ${what}; it takes ${known.join(", ")}`);
        return [];
      }
      return [{ key, keyNode: pair.key, value: pair.value }];
    });
  }

  text(node: unknown, what: string): string | null {
    if (isScalar(node) && node.value !== null) return String(node.source ?? node.value);
    return this.fault(node, `${what} should be a text`);
  }
}

type TextPart = "column" | "constant" | "template" | "split" | "default";
const TEXT_PARTS: readonly string[] = ["column", "constant", "template", "split", "default"] satisfies TextPart[];
const PARTS: Record<FieldKind, string[]> = {
  text: [...TEXT_PARTS.filter((part) => part !== "split"), "values"],
  list: [...TEXT_PARTS, "values"],
  areas: [...TEXT_PARTS, "values", "kind"],
  phones: [...TEXT_PARTS, "kind", "language", "label"],
};

function readLabel(reader: Reader, node: unknown, lang: Lang): NonNullable<ValueSpec["label"]> {
  const label: NonNullable<ValueSpec["label"]> = { fr: null, en: null };
  if (isScalar(node)) return { ...label, [lang]: reader.text(node, "label") };
  for (const { key, value } of reader.pairs(node, "label", ["fr", "en"]) ?? []) if (isLang(key)) label[key] = reader.text(value, key);
  return label;
}

function readValues(reader: Reader, node: unknown): Record<string, string> {
  return Object.fromEntries((reader.pairs(node, "values", null) ?? []).map(({ key, value }) => [key, reader.text(value, `the value of "${key}"`) ?? ""]));
}

const KINDS: Partial<Record<FieldKind, readonly string[]>> = { areas: AREA_KINDS, phones: PHONE_KINDS };

function readKind(reader: Reader, node: unknown, kind: FieldKind): string {
  const text = reader.text(node, "kind") ?? "";
  const known = KINDS[kind]!;
  if (!known.includes(text)) reader.fault(node, `"${text}" is not a kind; it is one of ${known.join(", ")}`);
  return text;
}

function readPart(reader: Reader, spec: ValueSpec, part: { key: string; value: unknown }, kind: FieldKind, lang: Lang): void {
  const { key, value } = part;
  if (key === "values") spec.values = readValues(reader, value);
  else if (key === "label") spec.label = readLabel(reader, value, lang);
  else if (key === "kind") spec.kind = readKind(reader, value, kind);
  else if (key === "language") {
    const text = reader.text(value, key);
    if (isLang(text)) spec.language = text;
    else reader.fault(value, "language is fr or en");
  } else spec[key as TextPart] = reader.text(value, key) ?? "";
}

/** One source of a field: a column's name, or its parts. */
function readSpec(reader: Reader, node: unknown, kind: FieldKind, lang: Lang): ValueSpec | null {
  const line = reader.lineOf(node);
  if (isScalar(node)) return node.value === null ? reader.fault(node, "a column is missing here") : { line, column: String(node.source ?? node.value) };
  const parts = reader.pairs(node, "this field", PARTS[kind]);
  if (parts === null) return null;
  const spec: ValueSpec = { line };
  for (const part of parts) readPart(reader, spec, part, kind, lang);
  const origins = [spec.column, spec.constant, spec.template].filter((origin) => origin !== undefined).length;
  return origins === 1 || (parts.length === 0 && origins === 0) ? spec : reader.fault(node, "say one of column, constant or template");
}

/** `service.name.en` → the field and its language. */
function readFieldKey(reader: Reader, key: string, node: unknown, lang: Lang): { key: CsvFieldKey; name: CsvFieldName } | null {
  const match = /^(.+)\.(fr|en)$/.exec(key);
  const name = match && isFieldName(match[1]!) ? match[1]! : key;
  if (!isFieldName(name) || (name !== key && !isPerLang(name))) return reader.fault(node, `"${key}" is not a field; perhaps ${fieldsLike(key).join(", ")}`);
  return { name, key: isPerLang(name) ? `${name}.${(match?.[2] as Lang | undefined) ?? lang}` : name };
}

function readFields(reader: Reader, node: unknown, lang: Lang): CsvMap["fields"] {
  const fields: CsvMap["fields"] = new Map();
  for (const { key, keyNode, value } of reader.pairs(node, "fields", null) ?? []) {
    const field = readFieldKey(reader, key, keyNode, lang);
    if (!field) continue;
    const nodes: unknown[] = isSeq(value) ? value.items : [value];
    const specs = nodes.map((one) => readSpec(reader, one, kindOf(field.name), lang)).filter((spec) => spec !== null);
    fields.set(field.key, [...(fields.get(field.key) ?? []), ...specs]);
  }
  return fields;
}

const SOURCE_PARTS = ["id", "name", "owner", "licence", "url", "priority", "asOf"];

function readSource(reader: Reader, node: unknown): CsvMap["source"] {
  const said = Object.fromEntries((reader.pairs(node, "source", SOURCE_PARTS) ?? []).map(({ key, value }) => [key, reader.text(value, key) ?? ""]));
  const source = { id: said["id"] ?? "", name: said["name"], owner: said["owner"], licence: said["licence"], url: said["url"], priority: said["priority"] === undefined ? undefined : Number(said["priority"]), asOf: said["asOf"] ?? null };
  const fault = sourceFault(source);
  if (fault !== null) reader.fault(node, fault);
  return source;
}

type FileForm = Pick<CsvMap, "encoding" | "delimiter" | "lang">;

const FILE_PARTS: Record<string, (text: string) => Partial<FileForm> | string> = {
  delimiter: (text) => (text === "tab" || text.length === 1 ? { delimiter: text === "tab" ? "\t" : text } : 'delimiter is one character ("," or ";"), or tab'),
  lang: (text) => (isLang(text) ? { lang: text } : "lang is fr or en: the language of the fields that name none"),
  encoding: (text) => (ENCODINGS[text.toLowerCase()] ? { encoding: ENCODINGS[text.toLowerCase()]! } : `"${text}" is not an encoding that can be read; use utf-8, windows-1252 or latin1`),
};

function readFile(reader: Reader, node: unknown): FileForm {
  let file: FileForm = { encoding: "utf-8", delimiter: ",", lang: "fr" };
  for (const { key, value } of node === undefined ? [] : (reader.pairs(node, "file", Object.keys(FILE_PARTS)) ?? [])) {
    const read = FILE_PARTS[key]!(reader.text(value, key) ?? "");
    if (typeof read === "string") reader.fault(value, read);
    else file = { ...file, ...read };
  }
  return file;
}

function has(fields: CsvMap["fields"], name: CsvFieldName): boolean {
  return fields.has(name) || fields.has(`${name}.fr`) || fields.has(`${name}.en`);
}

/** Reads a mapping file. Returns the map, or every fault with its line. */
export function readCsvMap(text: string): { map: CsvMap } | { faults: MapFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const reader = new Reader(lines);
  for (const { pos, message } of document.errors) reader.faults.push({ line: lines.linePos(pos[0]).line, reason: message.split(/ at line |\n/)[0]! });
  if (reader.faults.length > 0) return { faults: reader.faults };
  const top = new Map((reader.pairs(document.contents, "the map", ["source", "file", "fields"]) ?? []).map(({ key, value }) => [key, value]));
  if (!top.has("source")) reader.fault(document.contents, "say whose records these are: source: with an id");
  const source = top.has("source") ? readSource(reader, top.get("source")) : { id: "", asOf: null };
  const file = readFile(reader, top.get("file"));
  const fields = top.has("fields") ? readFields(reader, top.get("fields"), file.lang) : new Map<CsvFieldKey, ValueSpec[]>();
  if (!has(fields, "key")) reader.fault(top.get("fields") ?? document.contents, "fields needs key: the column that identifies a row for ever");
  if (!has(fields, "organization.name") && !has(fields, "service.name")) reader.fault(top.get("fields") ?? document.contents, "fields needs organization.name or service.name");
  return reader.faults.length > 0 ? { faults: reader.faults } : { map: { source, ...file, fields } };
}

/** The columns that a source of a field reads. */
export function columnsOf({ column, template }: ValueSpec): string[] {
  return [...(column === undefined ? [] : [column]), ...[...(template ?? "").matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!)];
}

/** Columns of the map that the file does not have. */
export function unknownColumns({ fields }: CsvMap, header: readonly string[]): MapFault[] {
  const known = new Set(header);
  return [...fields.values()].flat().flatMap((spec) => columnsOf(spec).filter((column) => !known.has(column)).map((column) => ({ line: spec.line, reason: `the file has no column "${column}"` })));
}
