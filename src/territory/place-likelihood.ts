import type { NameHit } from "./name-index.ts";
import { STREET } from "./named-places.ts";
import { compactKey, nameKey } from "./names.ts";
import { announcement, isArticle, isPreposition, lastMeaningfulWord, type Word } from "./question.ts";
import type { EverydayWords } from "./tables.ts";

/** Some words of a question, from one to before another. */
export interface Span {
  words: readonly Word[];
  from: number;
  to: number;
}

/** Before a saint's name these make an organisation: "Maison Saint-Joseph". */
const ORGANISATIONS = new Set("maison centre ecole eglise paroisse fondation accueil manoir residence refuge auberge pavillon foyer societe soeurs oeuvre oeuvres hopital college cegep clinique cuisine comptoir house school church parish foundation shelter hospital society missionnaires club cafe patro chsld".split(" "));
/** "Moisson Montréal", "Revenu Québec": the place is part of a proper name. */
const BRANDS = new Set("moisson revenu revenue hydro retraite emploi loto universite university tele investissement services service centraide info banque".split(" "));
/** "au", "du": an article melted into the preposition. */
const CONTRACTIONS = new Set(["au", "aux", "du", "des"]);
const SAINTLY = /^(?:saint|sainte|saints|saintes|notre dame|sacre coeur)\b/;
/** A single word as large as this is a place even when the lexicon uses it ("montréal"). */
const CITY = 10_000;
const QUARTER = 5_000;
const SECTOR = 1_500;
/** Letters from which one typing error is forgiven inside a question. */
const MISSPELT_LENGTH = 7;

export function keyOf({ words, from, to }: Span): string {
  return words.slice(from, to).map(({ key }) => key).join(" ");
}

function wordBefore({ words, from }: Span): string {
  return words[from - 1]?.key ?? "";
}

function atEnd({ words, to }: Span): boolean {
  return to === words.length;
}

function atEdge(span: Span): boolean {
  return atEnd(span) || span.from === 0;
}

/** "au Québec" is the province, which tells nothing of a home; "à Québec" is the city. */
function isProvince(span: Span, top: NameHit, said: number): boolean {
  return nameKey(top.place.name) === "quebec" && said > 0 && wordBefore(span) !== "a";
}

/** "Yamaska" in "Richelieu-Yamaska", "Sherbrooke" in "rue Sherbrooke". */
function isPartOfName(span: Span): boolean {
  const { words, from, to } = span;
  return words[from]!.joined || (words[to]?.joined ?? false) || BRANDS.has(wordBefore(span)) || STREET.test(lastMeaningfulWord(words, from));
}

function isTooShort(key: string, said: number, span: Span): boolean {
  const letters = compactKey(key);
  return letters.length < 3 || /^\d+$/.test(letters) || (letters.length === 3 && said === 0 && !atEnd(span));
}

/** "tuque" is a hat: a name that lost its article or was joined needs the article's trace ("aux Coteaux"). */
function isLoose(span: Span, top: NameHit): boolean {
  if (top.asWritten) return false;
  const first = span.words[span.from]!.key;
  if (isArticle(first)) return true;
  return span.to - span.from === 1 && compactKey(nameKey(top.place.name)) !== first && !CONTRACTIONS.has(wordBefore(span));
}

/** Little places and quarters have names like any word: they must be announced, the more so the smaller. */
function isAnnouncedEnough(span: Span, top: NameHit, said: number): boolean {
  if (top.place.kind !== "neighbourhood") return true;
  if (top.place.prominence >= QUARTER) return said > 0 || atEdge(span);
  return said === 2 || (said === 1 && top.place.prominence >= SECTOR);
}

/** Judges whether words that are a place's name are meant as one. */
export interface PlaceLikelihood {
  /** Is this name, exactly written, meant as a place here? */
  plausible(span: Span, top: NameHit): boolean;
  /** May these words be a place's name with a typing error? */
  maybeMisspelt(span: Span): boolean;
  /** Do these words speak of a need? */
  everyday(span: Span): boolean;
}

export function createPlaceLikelihood({ lexicon, phrases }: EverydayWords): PlaceLikelihood {
  const longestPhrase = Math.max(1, ...[...phrases].map((phrase) => phrase.split(" ").length));

  const inPhrase = ({ words, from, to }: Span): boolean => {
    for (let start = Math.max(0, to - longestPhrase); start <= from; start++) {
      for (let end = to; end <= Math.min(words.length, start + longestPhrase); end++) if (phrases.has(keyOf({ words, from: start, to: end }))) return true;
    }
    return false;
  };

  const isEveryday = (span: Span, { place }: NameHit): boolean => {
    if (inPhrase(span)) return true;
    const said = span.words.slice(span.from, span.to).filter(({ key }) => !isArticle(key));
    const isCity = place.kind !== "neighbourhood" && place.prominence >= CITY;
    return said.length === 1 && lexicon.has(said[0]!.key) && !isCity;
  };

  const plausible = (span: Span, top: NameHit): boolean => {
    const key = keyOf(span);
    const said = announcement(span.words, span.from);
    const whole = span.from === 0 && atEnd(span);
    if (isTooShort(key, said, span) || isPartOfName(span) || isLoose(span, top) || isProvince(span, top, said)) return false;
    if (isEveryday(span, top)) return said === 2 && span.words[span.from]!.capital && !whole;
    if (whole) return true;
    if (SAINTLY.test(key)) return !ORGANISATIONS.has(wordBefore(span)) && (said > 0 || atEdge(span));
    return isAnnouncedEnough(span, top, said);
  };

  const everyday = (span: Span): boolean => span.words.slice(span.from, span.to).every(({ key }) => lexicon.has(key)) || inPhrase(span);

  const maybeMisspelt = (span: Span): boolean => {
    const key = keyOf(span);
    if (compactKey(key).length < MISSPELT_LENGTH || isPreposition(span.words[span.to - 1]!.key)) return false;
    if (announcement(span.words, span.from) === 0 && !atEdge(span)) return false;
    if (SAINTLY.test(key) && ORGANISATIONS.has(wordBefore(span))) return false;
    return !everyday(span) && !isPartOfName(span);
  };

  return { plausible, maybeMisspelt, everyday };
}
