import type { Need, PublishedService } from "../src/directory/index.ts";
import { fold } from "../src/platform/i18n/fold.ts";
import type { Place, Territory } from "../src/territory/index.ts";

/*
 * What search must beat: a plain text search over what is published, and the lexicon used naively.
 */


function words(text: string): string[] {
  return fold(text).split(" ").filter(Boolean);
}

function textOf(service: PublishedService): string {
  const sides = [service.texts.fr, service.texts.en, service.organization.texts.fr, service.organization.texts.en];
  const places = service.at.map(({ location }) => location.city);
  return JSON.stringify([sides, places]);
}

/** BM25 over the published text (k 1.2, b 0.75), names and places included; the best ten. */
export function plainTextSearch(services: readonly PublishedService[]): (question: string) => PublishedService[] {
  const docs = services.map((service) => words(textOf(service)));
  const average = docs.reduce((sum, doc) => sum + doc.length, 0) / docs.length;
  const counts = docs.map((doc) => doc.reduce((map, word) => map.set(word, (map.get(word) ?? 0) + 1), new Map<string, number>()));
  const frequency = new Map<string, number>();
  for (const count of counts) for (const word of count.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return (question) => {
    const asked = words(question);
    const scored = counts.map((count, doc) => {
      const score = asked.reduce((sum, word) => {
        const times = count.get(word) ?? 0;
        const rarity = Math.log(1 + (docs.length - (frequency.get(word) ?? 0) + 0.5) / ((frequency.get(word) ?? 0) + 0.5));
        return sum + (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * docs[doc]!.length) / average));
      }, 0);
      return { doc, score };
    });
    return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 10).map(({ doc }) => services[doc]!);
  };
}

const SERVED = { yes: 0, assumed: 1, unknown: 2, no: 3 } as const;

/** The need with the most lexicon words in common with the question, then services of it that serve the home first; the best ten. */
export function naiveLexicon(services: readonly PublishedService[], needs: readonly Need[], territory: Territory): (question: string, home: Place | null) => PublishedService[] {
  const vocabularies = needs.filter(({ parent }) => parent !== null).map(({ code, lexicon }) => ({ code, words: new Set(words([...lexicon.fr, ...lexicon.en].join(" "))) }));
  return (question, home) => {
    const asked = words(question);
    const best = vocabularies.map(({ code, words: own }) => ({ code, shared: asked.filter((word) => own.has(word)).length })).sort((a, b) => b.shared - a.shared)[0]!;
    if (best.shared === 0) return [];
    const found = services.filter(({ needs: codes }) => codes.includes(best.code));
    return home === null ? found.slice(0, 10) : found.sort((a, b) => SERVED[territory.serves(a.areas, home)] - SERVED[territory.serves(b.areas, home)]).slice(0, 10);
  };
}
