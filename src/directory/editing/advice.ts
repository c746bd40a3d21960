import { LANGS } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { weekTable } from "../hours/hours.ts";
import { hoursProse, spansWords } from "../hours/hours-prose.ts";
import { recordFaults } from "../imports/record-check.ts";
import type { NeedGuesser } from "../need-guess.ts";
import type { Advice, HoursSaid } from "./editing.contract.ts";
import { plainLanguage } from "./plain-language.ts";
import { qualityOf } from "./quality.ts";
import type { Resemblance } from "./resemblance.ts";

/*
 * What the editor is told while writing: what is not right yet, what would be better, what it looks like.
 */

const READ_BY_PEOPLE = ["description", "eligibility", "fees", "documents", "application", "notes"] as const;

function plainOf({ texts }: ServiceRecord): Advice["plain"] {
  return LANGS.flatMap((lang) => READ_BY_PEOPLE.flatMap((field) => {
    const text = texts[lang]?.[field];
    return text ? [{ lang, field, advice: plainLanguage(text, lang) }] : [];
  }));
}

function needsOf({ texts, needs }: ServiceRecord, guesser: NeedGuesser): string[] {
  const guessed = LANGS.flatMap((lang) => (texts[lang] ? guesser.ofText(texts[lang].name, texts[lang].description ?? "") : []));
  return [...new Set(guessed)].filter((code) => !needs.includes(code));
}

/** The hours of each place, said. */
export function hoursSaid({ at }: ServiceRecord): HoursSaid[] {
  return at.flatMap(({ id, hours }) => (hours ? [{ at: id, sentence: { fr: hoursProse(hours, "fr"), en: hoursProse(hours, "en") }, week: weekTable(hours).days.map(({ day, spans }) => ({ day, fr: spansWords(spans, "fr"), en: spansWords(spans, "en") })) }] : []));
}

export interface Advisers {
  guesser: NeedGuesser;
  resemblance: (record: ServiceRecord) => Resemblance[];
  now: Date;
}

/** Advice on a record as it is being written; one that is too unfinished to be judged gets its faults only. */
export function adviseOn(record: ServiceRecord, { guesser, resemblance, now }: Advisers): Advice {
  const faults = recordFaults(record);
  return {
    faults,
    quality: qualityOf(record, now),
    plain: plainOf(record),
    needs: needsOf(record, guesser),
    duplicates: resemblance(record),
    hours: faults.some(({ field }) => field.includes(".hours")) ? [] : hoursSaid(record),
  };
}
