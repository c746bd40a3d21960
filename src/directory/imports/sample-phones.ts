import type { Phone } from "../directory.contract.ts";
import { phone, phoneNumber } from "./phone-numbers.ts";

/** What the sample's number and free note about it say. */
export interface ReadPhones {
  phones: Phone[];
  email: string | null;
  /** What is left of the note when there is no number to carry it. */
  note: string | null;
}

interface Reading {
  main: Phone | null;
  others: Phone[];
  email: string | null;
  left: { fr: string; en: string | null }[];
}

type Words = { fr: string; en: string | null };

const N = String.raw`((?:1[ -])?\d{3}[ -]\d{3}-\d{4})`;
const UNSURE: Words = { fr: "Numéro lu dans un répertoire tiers; à vérifier", en: "Number read in another directory; to be checked" };
const PHRASES: Words[] = [
  { fr: "24 heures sur 24", en: "24 hours a day" },
  { fr: "Numéro de jour", en: "Daytime number" },
  { fr: "Ligne générale de l'organisme", en: "The organization's general line" },
  { fr: "Option 1 pour les réservations", en: "Option 1 for reservations" },
  { fr: "L'appel est confidentiel mais pas anonyme", en: "The call is confidential but not anonymous" },
  { fr: "Ligne SOS violence conjugale (24/7), qui dirige vers une maison qui a de la place", en: "SOS violence conjugale line (24/7), which directs you to a shelter that has room" },
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** English for the few ways the sample says where or when a number works; null for others. */
function whereWords(fr: string): Words {
  const en = /^dans la région de (.+)$/.exec(fr) ?? null;
  if (en) return { fr: capital(fr), en: `In the ${en[1]} area` };
  const inCity = /^à (.+)$/i.exec(fr);
  if (inCity) return { fr: capital(fr), en: `In ${inCity[1]!.replaceAll(" et ", " and ")}` };
  const times: Record<string, string> = { "le soir": "In the evening", "le jour": "During the day", jour: "During the day", soir: "In the evening" };
  return { fr: capital(fr), en: times[fr] ?? null };
}

type Rule = [RegExp, (match: RegExpExecArray, reading: Reading) => void];

function add(reading: Reading, text: string, fields: Partial<Phone> = {}): void {
  const number = phoneNumber(text);
  if (number) reading.others.push(phone(number, fields));
}

function onMain(reading: Reading, fields: Partial<Phone>): void {
  if (reading.main) reading.main = { ...reading.main, ...fields };
}

/** One rule for each way a segment of the note is written; the first that matches takes it. */
const RULES: Rule[] = [
  [/^poste (\d+)$/i, ([, extension], reading) => onMain(reading, { extension: extension! })],
  [/^courriel : (\S+@\S+)$/i, ([, email], reading) => void (reading.email = email!)],
  [new RegExp(`^sans frais(, tel que lu)? ?:? ?${N}$`, "i"), ([, asRead, number], reading) => add(reading, number!, { note: asRead ? { fr: "Sans frais, tel que lu", en: "Toll-free, as read" } : { fr: "Sans frais", en: "Toll-free" } })],
  [
    new RegExp(`^sans frais ?: ${N} \\((\\S+)\\) ou ${N} \\((\\S+)\\)$`, "i"),
    ([, first, firstWhen, second, secondWhen], reading) => {
      for (const [number, when] of [[first, firstWhen], [second, secondWhen]]) add(reading, number!, { note: { fr: `Sans frais, le ${when}`, en: when === "jour" ? "Toll-free, during the day" : "Toll-free, in the evening" } });
    },
  ],
  [new RegExp(`^aussi ${N}(?: (.+))?$`, "i"), ([, number, where], reading) => add(reading, number!, where ? { note: whereWords(where) } : {})],
  [new RegExp(`^aussi : (.+), ${N}$`, "i"), ([, name, number], reading) => add(reading, number!, { note: { fr: name!, en: name! } })],
  [new RegExp(`^ligne provinciale ?: ?${N}$`, "i"), ([, number], reading) => add(reading, number!, { note: { fr: "Ligne provinciale", en: "Province-wide line" } })],
  [new RegExp(`^ATS ${N}$`), ([, number], reading) => add(reading, number!, { kind: "tty" })],
  [new RegExp(`^en (français|anglais) ${N}$`, "i"), ([, language, number], reading) => add(reading, number!, { language: language === "anglais" ? "en" : "fr" })],
  [/^ligne en (français|anglais)$/i, ([, language], reading) => onMain(reading, { language: language === "anglais" ? "en" : "fr" })],
  [
    /^service en (français|anglais) \((.+)\)$/i,
    ([, language, by], reading) => {
      onMain(reading, { language: language === "anglais" ? "en" : "fr" });
      reading.left.push({ fr: by!, en: by! });
    },
  ],
  [
    new RegExp(`^texto au (\\d{5,6}) \\(numéro court\\) ou au ${N}$`, "i"),
    ([, short, number], reading) => {
      add(reading, short!, { kind: "sms" });
      add(reading, number!, { kind: "sms" });
    },
  ],
  [/^(\d{3})$/, ([, short], reading) => add(reading, short!)],
  [/^(811), (option .+)$/, ([, short, option], reading) => add(reading, short!, { note: { fr: capital(option!), en: capital(option!).replace("santé", "health").replace(" ou ", " or ") } })],
  [/^(.+) : composez le (811), 24 heures sur 24$/, ([, name, short], reading) => add(reading, short!, { note: { fr: `${name}, 24 heures sur 24`, en: `${name!.replace(" et ", " and ")}, 24 hours a day` } })],
  [/^pour un conseil de santé : (.+), (811), 24 heures sur 24$/i, ([, name, short], reading) => add(reading, short!, { note: { fr: `${name}, pour un conseil de santé, 24 heures sur 24`, en: `${name}, for health advice, 24 hours a day` } })],
  [/^(à .+), composer le (\d{3})$/i, ([, where, short], reading) => add(reading, short!, { note: whereWords(where!) })],
  [/^en (?:cas d')?urgence(?: :|, faites le) (911)$/i, ([, short], reading) => add(reading, short!, { note: { fr: "En cas d'urgence", en: "In an emergency" } })],
  [/^((?:option \d+)|1 866 APPELLE.*)$/i, ([, words], reading) => void reading.left.push({ fr: words!, en: words! })],
  [new RegExp(`^${N} (.+)$`), ([, number, where], reading) => add(reading, number!, { note: whereWords(where!) })],
];

/** Cuts a note into its statements; a full sentence keeps its own semicolons. */
function segments(note: string): string[] {
  return note
    .replace(`${UNSURE.fr}.`, "")
    .split(/;\s*|\.\s+(?=[A-ZÀ-Ý])/)
    .map((part) => part.trim().replace(/\.$/, ""))
    .filter(Boolean);
}

function isClear(note: string): boolean {
  return segments(note).every((segment) => RULES.some(([pattern]) => pattern.test(segment)) || PHRASES.some(({ fr }) => fr === segment));
}

function readSegment(segment: string, reading: Reading): void {
  for (const [pattern, take] of RULES) {
    const match = pattern.exec(segment);
    if (match) return take(match, reading);
  }
  reading.left.push(PHRASES.find(({ fr }) => fr === segment) ?? { fr: segment, en: null });
}

function joined(left: Words[]): Phone["note"] {
  if (left.length === 0) return { fr: null, en: null };
  return { fr: left.map(({ fr }) => fr).join(". "), en: left.every(({ en }) => en !== null) ? left.map(({ en }) => en).join(". ") : null };
}

/**
 * Reads the sample's number and its note: extension, second numbers, teletype, text line, e-mail.
 * A note that the rules do not wholly understand stays a note, in French.
 */
export function readSamplePhones(number: string | null, note: string | null): ReadPhones {
  const dialled = number === null ? null : phoneNumber(number);
  const reading: Reading = { main: dialled === null ? null : phone(dialled), others: [], email: null, left: [] };
  if (note !== null) {
    if (isClear(note)) for (const segment of segments(note)) readSegment(segment, reading);
    else reading.left.push({ fr: note.replace(/\.$/, ""), en: null });
    if (note.includes(UNSURE.fr)) reading.left.push(UNSURE);
  }
  const left = joined(reading.left);
  onMain(reading, { note: left });
  return { phones: [...(reading.main ? [reading.main] : []), ...reading.others], email: reading.email, note: reading.main ? null : left.fr };
}
