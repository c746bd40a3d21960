import { phone, phoneNumber, type Phone } from "../../directory/index.ts";
import type { CheckedField, FieldKind } from "./sections.ts";

/** What was typed over a field: nothing new, a value that the record can hold, words for a person, or something to mend. */
export type Correction =
  | { what: "same" }
  | { what: "value"; proposed: unknown }
  | { what: "words"; message: string }
  | { what: "fault"; fault: "required" | "tooLong" | "email" | "url" | "postalCode" };

/** As typed, without what cannot be stored. */
export function cleaned(typed: string): string {
  return typed.replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "").trim();
}

const EXTENSION = /(?:,|\s)*(?:poste|ext\.?|extension|x|#)\s*(\d{1,12})\s*$/i;

/** Numbers typed one a line; null when a line is not only a number. What is known of a number stays with it. */
export function readPhones(typed: string, known: readonly Phone[]): Phone[] | null {
  const lines = typed.split(/[\n;]/).map((line) => line.trim()).filter(Boolean);
  const phones = lines.map((line) => {
    const extension = EXTENSION.exec(line)?.[1] ?? null;
    const rest = line.replace(EXTENSION, "").trim();
    const number = /^[\d\s().+\-‑–]+$/.test(rest) ? phoneNumber(rest) : null;
    if (number === null) return null;
    const same = known.find((one) => one.number === number && one.extension === extension) ?? known.find((one) => one.number === number);
    return same ? { ...same, extension } : phone(number, { extension });
  });
  return phones.every((one) => one !== null) ? phones : null;
}

function readPhoneField(typed: string, { stored }: CheckedField): Correction {
  const phones = readPhones(typed, stored as Phone[]);
  return phones === null ? { what: "words", message: typed } : { what: "value", proposed: phones };
}

function readEmail(typed: string): Correction {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? { what: "value", proposed: typed } : { what: "fault", fault: "email" };
}

function readUrl(typed: string): Correction {
  const url = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  const isAddress = URL.canParse(url) && /^[^\s.]+(\.[^\s.]+)+$/.test(new URL(url).hostname);
  return isAddress ? { what: "value", proposed: url } : { what: "fault", fault: "url" };
}

function readPostalCode(typed: string): Correction {
  const found = /^([A-Z]\d[A-Z])\s*(\d[A-Z]\d)$/.exec(typed.toUpperCase());
  return found ? { what: "value", proposed: `${found[1]} ${found[2]}` } : { what: "fault", fault: "postalCode" };
}

const READERS: Record<FieldKind, (typed: string, field: CheckedField) => Correction> = {
  line: (typed) => ({ what: "value", proposed: typed.replace(/\s+/g, " ") }),
  text: (typed) => ({ what: "value", proposed: typed }),
  words: (typed) => ({ what: "words", message: typed }),
  phones: readPhoneField,
  email: readEmail,
  url: readUrl,
  postalCode: readPostalCode,
};

/** Reads what was typed over a field. */
export function readCorrection(field: CheckedField, typed: string): Correction {
  const text = cleaned(typed);
  if (text === cleaned(field.value)) return { what: "same" };
  if (text.length > field.most) return { what: "fault", fault: "tooLong" };
  if (text === "" && field.required) return { what: "fault", fault: "required" };
  if (text === "") return field.kind === "words" ? { what: "same" } : { what: "value", proposed: field.kind === "phones" ? [] : null };
  const read = READERS[field.kind](text, field);
  return read.what === "value" && JSON.stringify(read.proposed) === JSON.stringify(field.stored) ? { what: "same" } : read;
}
