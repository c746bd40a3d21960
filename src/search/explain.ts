import type { Needs } from "../directory/index.ts";
import { serviceName } from "../directory/index.ts";
import { distancePoints, freshPoints, openPoints, POINTS, servesPoints } from "./ranking.ts";
import type { IndexHit } from "./indexing/index-query.ts";
import type { Reading } from "./reading.ts";
import type { Explained, SearchHit } from "./search.ts";
import type { SearchQuery } from "./search.contract.ts";

/*
 * In plain lines, how a question was understood and why each result ranks where it does. For whoever
 * mends the lexicon or a record.
 */

function number(value: number, digits = 2): string {
  return value.toFixed(digits);
}

function placeLines({ home }: Reading, place: string): string[] {
  const { place: found, candidates, rest } = home;
  const said = place === "" ? `rest of the question: "${rest}"` : "from --place";
  if (found) return [`home        ${found.name} (${found.kind} ${found.code}; ${found.context}), ${said}`];
  if (candidates.length === 0) return [`home        ${place === "" ? "none said" : `no place is known as "${place}"; searched without one`}`];
  return [`home        not sure: ${candidates.slice(0, 5).map(({ name, kind, score }) => `${name} (${kind}, ${number(score)})`).join(", ")}`];
}

function needLines({ understanding }: Reading, needs: Needs, lang: SearchQuery["lang"]): string[] {
  const { needs: found, sureness } = understanding;
  if (found.length === 0) return [`needs       none sure enough (best ${number(sureness)})`];
  return found.map(({ code, weight }, index) => `${index === 0 ? "needs       " : "            "}${number(weight)}  ${code}  ${needs.need(code)?.label[lang] ?? ""}${index === 0 ? ` (sureness ${number(sureness)})` : ""}`);
}

function readingLines({ reading, query, asked }: Explained, needs: Needs): string[] {
  const { understanding, names } = reading;
  const corrected = understanding.corrected.map(({ typed, read }) => `${typed} → ${read}`).join(", ");
  return [
    ...placeLines(reading, query.place),
    `words       ${understanding.words.join(" ") || "–"}${corrected ? ` (corrected: ${corrected})` : ""}`,
    `terms       fr: ${asked.terms.fr.join(" ") || "–"}   en: ${asked.terms.en.join(" ") || "–"}`,
    ...needLines(reading, needs, query.lang),
    `names       ${names.size === 0 ? "none" : `${names.size} named, best ${number(Math.max(...names.values()))}`}`,
    `words alone ${asked.wordsAlone === null ? "bring nothing: the need is sure" : `bring what covers ${number(asked.wordsAlone)} of the question`}`,
    `danger      ${understanding.urgent ?? "none"}`,
    ...(asked.needs.some(({ related }) => related) ? ["related     too little answers what was asked; needs that may help too were added"] : []),
  ];
}

/** The points of a result, part by part; they add up to its score. */
export function pointParts(facts: IndexHit): { part: string; points: number; because: string }[] {
  const { name, need, needCode, primary, text, serves, distanceKm, openNow, ageYears } = facts;
  return [
    { part: "name", points: POINTS.name * name, because: number(name) },
    { part: "need", points: POINTS.need * need, because: needCode ?? "none" },
    { part: "main need", points: primary ? POINTS.primary : 0, because: primary ? "first of its record" : "not first" },
    { part: "words", points: POINTS.text * text, because: `cover ${number(text)}` },
    { part: "serves", points: servesPoints(serves), because: serves },
    { part: "distance", points: distancePoints(distanceKm), because: distanceKm === null ? "none that matters" : `${number(distanceKm, 1)} km` },
    { part: "open", points: openPoints(openNow), because: openNow === null ? "unknown" : openNow ? "now" : "closed" },
    { part: "fresh", points: freshPoints(ageYears), because: ageYears === null ? "never verified" : `${number(ageYears, 1)} years` },
  ];
}

function hitLines({ service, facts, foundBy }: SearchHit, rank: number, lang: SearchQuery["lang"]): string[] {
  const parts = pointParts(facts).filter(({ points }) => points !== 0);
  return [
    `${String(rank).padStart(3)}. ${serviceName(service, lang).text} — ${service.organization.texts[lang]?.name ?? service.organization.texts.fr?.name ?? ""}`,
    `     ${number(facts.score)} points, found by ${foundBy}${facts.serves === "no" ? "; does not accept the home, so after all that may" : ""}`,
    `     ${parts.map(({ part, points, because }) => `${part} ${number(points, 1)} (${because})`).join(" · ")}`,
    `     ${service.id}`,
  ];
}

/** The lines of `fanal explain`. */
export function explainLines(explained: Explained, needs: Needs): string[] {
  const { query, hits, total, accepting, milliseconds } = explained;
  return [
    `"${query.q}" in ${query.lang === "fr" ? "French" : "English"}`,
    ...readingLines(explained, needs),
    `found       ${total}, of which ${accepting} may accept the home (${number(milliseconds, 1)} ms)`,
    "",
    ...(hits.length === 0 ? ["Nothing was found."] : hits.flatMap((hit, index) => hitLines(hit, query.offset + index + 1, query.lang))),
  ];
}
