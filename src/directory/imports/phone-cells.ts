import { findPhoneNumbersInText } from "libphonenumber-js";
import { PHONE_KINDS, type Phone } from "../directory.contract.ts";
import { phone, phoneNumber } from "./phone-numbers.ts";

/*
 * Telephones in a cell of a sheet: as people write them, or as `tel:` lines (RFC 3966) that say all that we know.
 */

/** `450 555-0100 poste 12` is not an extension that others know. */
function withKnownWords(text: string): string {
  return text.replace(/\b(poste|post|p\.)\s*:?\s*(?=\d)/gi, "ext. ");
}

/** The numbers written in a text, in order; none when it holds nothing that can be dialled. */
export function phonesInText(text: string, fields: Partial<Phone> = {}): Phone[] {
  const found = findPhoneNumbersInText(withKnownWords(text), "CA").map(({ number: { number, ext } }) => phone(number, { ...fields, extension: ext && /^\d{1,12}$/.test(ext) ? ext : null }));
  if (found.length > 0) return found;
  const dialled = phoneNumber(text);
  return dialled === null ? [] : [phone(dialled, fields)];
}

function escaped(text: string): string {
  return text.replace(/[%;=\r\n]/g, (character) => encodeURIComponent(character));
}

/** A phone with all that is known of it, on one line: `tel:+14505550100;ext=007;kind=tty;lang=fr;fr=Le soir`. */
export function phoneLine({ kind, number, extension, language, note }: Phone): string {
  const parts: [string, string | null][] = [["ext", extension], ["kind", kind === "voice" ? null : kind], ["lang", language], ["fr", note.fr], ["en", note.en]];
  return [`tel:${number}`, ...parts.filter(([, value]) => value !== null).map(([name, value]) => `${name}=${escaped(value!)}`)].join(";");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads such a line; null when it is none. */
export function readPhoneLine(line: string): Phone | null {
  const match = /^tel:(\+?\d+)((?:;[a-z]+=[^;]*)*)$/.exec(line.trim());
  if (!match) return null;
  const said = Object.fromEntries(match[2]!.split(";").filter(Boolean).map((part) => [part.slice(0, part.indexOf("=")), decoded(part.slice(part.indexOf("=") + 1))]));
  const kind = PHONE_KINDS.find((known) => known === said["kind"]) ?? "voice";
  const language = said["lang"] === "fr" || said["lang"] === "en" ? said["lang"] : null;
  return phone(match[1]!, { kind, language, extension: said["ext"] ?? null, note: { fr: said["fr"] || null, en: said["en"] || null } });
}
