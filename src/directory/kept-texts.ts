import type { Phone } from "./directory.contract.ts";

/*
 * A source in one language says nothing of the other: what a record already has there stays.
 */

type PerLang = { fr: unknown; en: unknown };

interface Speaking {
  id: string;
  texts?: PerLang;
  hoursNote?: PerLang;
  phones?: Phone[];
}

function kept<T extends PerLang>(after: T, before: T | undefined): T {
  return before === undefined ? after : { ...after, fr: after.fr ?? before.fr, en: after.en ?? before.en };
}

function keptNotes(after: Phone[], before: readonly Phone[]): Phone[] {
  return after.map((phone) => ({ ...phone, note: kept(phone.note, before.find(({ number, kind }) => number === phone.number && kind === phone.kind)?.note) }));
}

/** The wanted state of entities, with the texts and notes of a language they lack taken from their current state. */
export function keepingTexts<T extends Speaking>(wanted: T[], current: ReadonlyMap<string, T>): T[] {
  return wanted.map((after) => {
    const before = current.get(after.id);
    if (!before) return after;
    return {
      ...after,
      ...(after.texts ? { texts: kept(after.texts, before.texts) } : {}),
      ...(after.hoursNote ? { hoursNote: kept(after.hoursNote, before.hoursNote) } : {}),
      ...(after.phones ? { phones: keptNotes(after.phones, before.phones ?? []) } : {}),
    };
  });
}
