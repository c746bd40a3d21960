import type { Lang } from "../../platform/i18n/lang.ts";
import type { Phone } from "../directory.contract.ts";
import type { HsdsPhone } from "./hsds.contract.ts";
import { phone, phoneNumber } from "../imports/phone-numbers.ts";

const KINDS: Record<string, Phone["kind"]> = { voice: "voice", cell: "voice", mobile: "voice", "toll-free": "voice", text: "sms", sms: "sms", fax: "fax", tty: "tty", textphone: "tty" };

function extensionOf(given: HsdsPhone["extension"], number: string): string | null {
  const text = given === null || given === undefined || given === "" ? /(?:poste|ext\.?|x)\s*(\d{1,12})\s*$/i.exec(number)?.[1] : String(given).replace(/\D/g, "");
  return text && text.length <= 12 ? text : null;
}

function readOne({ number, extension, type, description, languages }: HsdsPhone, lang: Lang): Phone | null {
  if (typeof number !== "string" && typeof number !== "number") return null;
  const written = String(number).replaceAll('"', "").trim();
  const dialled = phoneNumber(written.replace(/(?:poste|ext\.?|x)\s*\d+\s*$/i, ""));
  const kind = KINDS[type?.toLowerCase() ?? "voice"] ?? "voice";
  if (dialled === null) return null;
  const codes = (languages ?? []).map(({ code }) => code?.slice(0, 2).toLowerCase());
  const language = codes.length === 1 && (codes[0] === "fr" || codes[0] === "en") ? codes[0] : null;
  return phone(dialled, { kind, extension: extensionOf(extension, written), language, note: { fr: null, en: null, [lang]: description?.trim().slice(0, 500) || null } });
}

/** HSDS phones as numbers that can be dialled; each number once, what cannot be dialled left out. */
export function readHsdsPhones(phones: readonly HsdsPhone[] | null | undefined, lang: Lang): Phone[] {
  const read = (phones ?? []).map((one) => readOne(one, lang)).filter((one) => one !== null);
  return [...new Map(read.map((one) => [`${one.kind}${one.number}${one.extension}`, one])).values()].slice(0, 20);
}
