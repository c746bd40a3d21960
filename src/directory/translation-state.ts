import { LANGS, otherLang } from "../platform/i18n/lang.ts";
import type { TranslationState } from "./directory.contract.ts";

interface StatedText {
  state: TranslationState;
}

type Texts = { fr: StatedText | null; en: StatedText | null };

function sameWords(a: StatedText, b: StatedText): boolean {
  const [one, two] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...one.keys(), ...two.keys()])].every((key) => key === "state" || (one.get(key) ?? null) === (two.get(key) ?? null));
}

/**
 * What becomes of each language's state when texts change: a text that stays while the other language's
 * words change is `outdated`, and remains so until its own words change, or an editor says that it is right as it is.
 */
function translationStates<T extends Texts>(before: T, after: T, statesTold: boolean): T {
  const changed = { fr: hasChanged(before.fr, after.fr), en: hasChanged(before.en, after.en) };
  const result = { ...after };
  for (const lang of LANGS) {
    const [was, is] = [before[lang], after[lang]];
    if (!was || !is || changed[lang]) continue;
    if (statesTold && was.state === "outdated" && is.state === "translated") continue;
    const source = otherLang(lang);
    // A translation that is mended to catch up leaves what it was made from as it is.
    const isBehind = was.state === "outdated" || (changed[source] && before[source] !== null && after[source]?.state === "written");
    if (isBehind) result[lang] = { ...is, state: "outdated" };
  }
  return result;
}

/** Entities with the states of their texts, given what is stored. A source that is imported never knows what became outdated here. */
export function withTranslationStates<E extends { id: string; texts: Texts }>(wanted: E[], current: ReadonlyMap<string, E>, statesTold = false): E[] {
  return wanted.map((after) => {
    const before = current.get(after.id);
    return before ? { ...after, texts: translationStates(before.texts, after.texts, statesTold) } : after;
  });
}

function hasChanged(was: StatedText | null, is: StatedText | null): boolean {
  return was === null || is === null ? was !== is : !sameWords(was, is);
}
