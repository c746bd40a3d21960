import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Phone } from "../directory.contract.ts";

/** A number as people write it (Canada) as E.164, a 3–6 digit short number as dialled; null if neither. */
export function phoneNumber(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  if (/^\d{3,6}$/.test(digits)) return digits;
  const parsed = parsePhoneNumberFromString(text, "CA");
  return parsed?.isPossible() && /^\+[1-9]\d{6,14}$/.test(parsed.number) ? parsed.number : null;
}

/** A phone with nothing but its number; fields given win. */
export function phone(number: string, fields: Partial<Phone> = {}): Phone {
  return { kind: "voice", number, extension: null, language: null, note: { fr: null, en: null }, ...fields };
}
