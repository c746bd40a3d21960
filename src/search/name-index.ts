import type { PublishedService } from "../directory/index.ts";
import { LANGS } from "../platform/i18n/lang.ts";
import { foldedWords, type Terms } from "./text/words.ts";

/*
 * Which organisations and programmes does a question name? A name counts when it is said whole, or
 * when a word that hardly any other name has is said. Words that needs are asked with are not names.
 */

/** A name match this sure puts its services first. */
export const NAMED = 0.6;

/** A word in more names than this does not tell a name (share of all names). */
const COMMON = 0.01;
/** …but a word of this few names always may. */
const FEW_NAMES = 3;
/** Share of the question that a whole name must cover, and a rare word. */
const WHOLE_NAME_COVERS = 0.7;
const RARE_WORD_COVERS = 0.75;
/** What "whole" means: all but this much of a name's weight, for "inc." and the like. */
const NEARLY_ALL = 0.98;

interface Name {
  /** Of an organisation: said whole and alone it is meant, however common its words. */
  isOrganization: boolean;
  words: ReadonlySet<string>;
  docs: number[];
  mass: number;
}

export interface NameIndex {
  /** 0–1 by document: how surely the question names its organisation or itself. Empty when nothing is named. */
  match(words: readonly string[]): Map<number, number>;
  /** The names' words with how many names use each. */
  vocabulary(): Map<string, number>;
}

const SAINTS: Readonly<Record<string, string>> = { st: "saint", ste: "sainte" };

/** Letters apart are one word: "S.O.S." is "SOS". */
function joinLetters(folded: readonly string[]): string[] {
  return folded.join(" ").replace(/(?<=^| )\p{L}(?: \p{L}(?= |$))+/gu, (letters) => letters.replaceAll(" ", "")).split(" ");
}

function nameWords(folded: readonly string[], terms: Terms): string[] {
  return joinLetters(folded).filter((word) => word !== "").filter((word) => !terms.isStop(word, "fr")).map((word) => SAINTS[word] ?? word);
}

/** The names of a service, and of its organisation, in both languages. */
function namesOf({ organization, texts }: PublishedService): { name: string; isOrganization: boolean }[] {
  return LANGS.flatMap((lang) => [
    { name: organization.texts[lang]?.name ?? "", isOrganization: true },
    { name: texts[lang]?.name ?? "", isOrganization: false },
  ]);
}

/**
 * @param isEveryday whether a folded word is one that people ask for needs with
 */
export function buildNameIndex(services: readonly PublishedService[], terms: Terms, isEveryday: (word: string) => boolean): NameIndex {
  const names = new Map<string, Name>();
  services.forEach((service, doc) => {
    for (const { name, isOrganization } of namesOf(service)) {
      const words = new Set(nameWords(foldedWords(name), terms));
      if (words.size === 0) continue;
      const key = `${isOrganization} ${[...words].join(" ")}`;
      const known = names.get(key);
      if (!known) names.set(key, { isOrganization, words, docs: [doc], mass: 0 });
      else if (known.docs.at(-1) !== doc) known.docs.push(doc);
    }
  });

  const byWord = new Map<string, Name[]>();
  for (const name of names.values()) {
    for (const word of name.words) {
      const list = byWord.get(word);
      if (list) list.push(name);
      else byWord.set(word, [name]);
    }
  }
  const weight = (word: string) => Math.log(1 + names.size / (byWord.get(word)?.length ?? 1));
  for (const name of names.values()) for (const word of name.words) name.mass += weight(word);
  const isTelling = (word: string) => !isEveryday(word) && (byWord.get(word)?.length ?? 0) <= Math.max(FEW_NAMES, names.size * COMMON);

  const sureness = (said: ReadonlySet<string>, saidMass: number, name: Name): number => {
    const shared = [...name.words].filter((word) => said.has(word));
    const part = shared.reduce((sum, word) => sum + weight(word), 0);
    const isAll = part >= name.mass * NEARLY_ALL;
    const whole = isAll && (shared.length > 1 || isTelling(shared[0] ?? ""));
    if (whole && name.isOrganization && part >= saidMass * NEARLY_ALL) return 1;
    if (whole && part >= saidMass * WHOLE_NAME_COVERS && shared.some((word) => isTelling(word) || name.words.size > 2)) return 1;
    if (part < saidMass * RARE_WORD_COVERS || !shared.some(isTelling)) return 0;
    return NAMED + (1 - NAMED) * (part / name.mass);
  };

  return {
    match: (words) => {
      const said = new Set(nameWords(words, terms));
      const saidMass = [...said].reduce((sum, word) => sum + weight(word), 0);
      const found = new Map<number, number>();
      const candidates = new Set([...said].filter((word) => (byWord.get(word)?.length ?? Infinity) <= names.size * 0.2 + FEW_NAMES).flatMap((word) => byWord.get(word) ?? []));
      for (const name of candidates) {
        const sure = sureness(said, saidMass, name);
        if (sure > 0) for (const doc of name.docs) found.set(doc, Math.max(found.get(doc) ?? 0, sure));
      }
      return found;
    },
    vocabulary: () => new Map([...byWord].map(([word, list]) => [word, list.length])),
  };
}
