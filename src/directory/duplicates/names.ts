import { fold } from "../../platform/i18n/fold.ts";

/*
 * What a name says: the words that tell it apart, what kind of body it is, what it is for, its numbers.
 * French and English names of the same body give the same facts.
 */

export interface NameFacts {
  /** The words that tell it from others, without its kind; never empty. */
  words: ReadonlySet<string>;
  /** Kinds named before any brackets: `clsc`, `hospital`… */
  kinds: ReadonlySet<string>;
  /** Whom or what it is for: `addiction`, `youth`… */
  missions: ReadonlySet<string>;
  /** Numbers and Roman numerals: "CHSLD Heather I" is not "CHSLD Heather II". */
  numbers: ReadonlySet<string>;
  /** Is it a part of a body: a ward, a clinic inside, a programme? */
  part: boolean;
  /** The whole, folded. */
  key: string;
}

/** English (and abbreviated) words as their French ones. */
const AS_FRENCH: Record<string, string> = {
  hospital: "hopital", center: "centre", centers: "centre", centres: "centre", health: "sante", rehabilitation: "readaptation", rehab: "readaptation", clinic: "clinique", house: "maison", home: "maison", food: "alimentaire", bank: "banque",
  women: "femmes", woman: "femmes", womens: "femmes", youth: "jeunesse", young: "jeunes", seniors: "aines", senior: "aines", elders: "aines", family: "famille", families: "famille", help: "aide", community: "communautaire", volunteer: "benevole",
  volunteers: "benevole", shelter: "refuge", housing: "logement", school: "ecole", library: "bibliotheque", society: "societe", association: "association", foundation: "fondation", services: "service", social: "sociaux", kitchen: "cuisine",
  collective: "collective", legal: "juridique", aid: "aide", friends: "amis", mental: "mentale", university: "universite", mcgill: "mcgill", saint: "st", sainte: "st", ste: "st", mgr: "monseigneur", dr: "docteur", ctre: "centre", ass: "association", assoc: "association",
  soc: "societe", org: "organisme", mtl: "montreal", qc: "quebec", boul: "boulevard", extended: "prolonges", care: "soins", hosp: "hopital", chronic: "chroniques", institute: "institut", chinese: "chinois", chum: "chum",
};

/** Legal forms, articles and words that every second name has. */
const EMPTY = new Set("de du des la le les l d et en a au aux un une pour the of and for in inc incorporated incorporee ltee ltd limitee limited enr senc cie corp corporation obnl osbl npo coop cooperative societe organisme centre service point chute installation pavillon site edifice campus rue boulevard avenue n sur sous par".split(" "));

const KINDS: [RegExp, string][] = [
  [/\b(ciusss|cisss|csss|centre integre( universitaire)? de sante et de service sociaux|centre de sante et de service sociaux)\b/g, "umbrella"],
  [/\bcentre multi ?service(s)?( de sante et de service sociaux)?\b|\bcentre multiserv sante et serv soc\b/g, "multiservice"],
  [/\b(groupe de medecine( de famille)?( universitaire)?|gmf( [ur])?|umf|cliniques? medicales?|polyclinique|clinique de medecine( de famille| familiale)?|cooperative de sante)\b/g, "clinic"],
  [/\b(clsc|centre local de service communautaires?)\b/g, "clsc"],
  [/\b(chsld|centre d hebergement( et de soins de longue duree)?|soins (prolonges|de longue duree))\b/g, "longterm"],
  [/\bmaison de naissance\b/g, "birth"],
  [/\b(centre d activites de jour|service d activites de jour|atelier( de travail)?|centre de jour|hopital de jour)\b/g, "day"],
  [/\b(foyer de groupe|appartement supervise)\b/g, "grouphome"],
  [/\b(hopital|centre hospitalier|ch|hotel dieu|institut( national)? de psychiatrie|institut( universitaire)? en sante mentale)\b/g, "hospital"],
  [/\b(centre( regional)? de readaptation|centre de readaption|centre de readapation|crd|crdp|crdi|crdited|crdpat|irdpq|readaptation)\b/g, "rehabilitation"],
  [/\bbanque alimentaire|depannage alimentaire|comptoir alimentaire|moisson\b/g, "food"],
  [/\bmaison des jeunes\b/g, "youthhouse"],
  [/\bmaison de la famille|carrefour familial\b/g, "familyhouse"],
  [/\bbibliotheque( municipale| publique)?\b/g, "library"],
  [/\b(hotel de ville|bureau municipal|city hall|municipal office|(municipalite|ville|village|paroisse)( de (paroisse|canton|cantons unis))?(?= (de|du|d|des)\b))\b/g, "townhall"],
  [/\b(residence|villa|manoir|auberge)\b/g, "residence"],
];

const MISSIONS: [RegExp, string][] = [
  [/\b(dependances?|dependance|toxicomanies?|alcoolisme|desintoxication|crd|dependance)\b/, "addiction"],
  [/\b(deficiences? physiques?|dp|crdp|irdpq|aides techniques|motrice|sensorielle)\b/, "physical"],
  [/\b(deficiences? intellectuelles?|di|tsa|autisme|crdi|crdited|envahissants)\b/, "intellectual"],
  [/\b(jeunes|jeunesse|enfance)\b/, "youth"],
  [/\b(administratifs?|administration|siege social)\b/, "administration"],
  [/\b(pediatri\w*|pedopsychiatrie)\b/, "children"],
  [/\b(palliatifs?)\b/, "palliative"],
  [/\b(recherche)\b/, "research"],
];

/** Kinds whose brackets say in whose house they are. */
const INSIDE = new Set(["clinic", "rehabilitation", "birth", "day"]);
const PART = /\b(departement|unites?|volet|programme|clinique des|clinique de (?!med)|clinique pediatrique|service externes?|prelevements?|assistance continue|centre administratif|administration)\b/;
const NUMBER = /^(\d+[a-z]{0,2}|i{1,3}|iv|vi{0,3}|ix)$/;

function withFrenchWords(text: string): string {
  const words = fold(text.replace(/[`’]/g, "'")).split(" ").map((word) => AS_FRENCH[word] ?? word).join(" ");
  // Files that lost their apostrophes: "lhôpital", "dhébergement".
  return words.replace(/\b[ld](?=(hopital|hotel|hebergement)\b)/g, "");
}

function matching(text: string, patterns: readonly [RegExp, string][]): Set<string> {
  return new Set(patterns.filter(([pattern]) => new RegExp(pattern.source).test(text)).map(([, what]) => what));
}

function withoutKinds(text: string): string {
  return KINDS.reduce((left, [pattern]) => left.replace(pattern, " "), text);
}

/** A plural is the same word. */
function singular(word: string): string {
  return word.length > 4 ? word.replace(/(s|x)$/, "") : word;
}

function tellingWords(text: string): Set<string> {
  const words = withoutKinds(text).split(" ").filter((word) => word !== "" && !EMPTY.has(word) && !NUMBER.test(word)).map(singular);
  if (words.length > 0) return new Set(words);
  return new Set(text.split(" ").filter((word) => !EMPTY.has(word)).map(singular));
}

/** The body before a dash (`CISSS de X — hôpital de Y`) only says who runs it. */
function ownPart(name: string): string {
  // A dash that was lost on the way is a control character, or two spaces.
  const [first = "", ...rest] = name.split(/\s+[—–\u0080-\u009f]\s*|\s{2,}/);
  const isBody = /^\s*(ciusss|cisss|csss|chu|centre universitaire de sant[ée])\b/i.test(first);
  return isBody && rest.length > 0 ? rest.join(" ") : name;
}

function numbersOf(text: string): Set<string> {
  return new Set(text.split(" ").filter((word) => NUMBER.test(word)));
}

function factsOf(text: string, aside: string): NameFacts {
  const whole = `${text} ${aside}`.trim();
  return { words: tellingWords(text), kinds: matching(text, KINDS), missions: matching(text, MISSIONS), numbers: numbersOf(whole), part: PART.test(whole), key: text };
}

/** The facts of a name: of the whole without its brackets, and of what is in brackets when that is a name of its own. */
export function nameFacts(name: string): NameFacts[] {
  const own = ownPart(name);
  const asides = [...own.matchAll(/\(([^()]*)\)?/g)].map((match) => withFrenchWords(match[1]!)).filter(Boolean);
  const main = withFrenchWords(own.replace(/\([^()]*\)?/g, " ")) || withFrenchWords(own);
  const facts = factsOf(main, asides.join(" "));
  // "GMF X (CLSC Y)" is a clinic inside the CLSC; "CLSC Y (centre multiservices de Y)" is the centre.
  if ([...facts.kinds].some((kind) => INSIDE.has(kind))) return [facts];
  const named = asides.filter((aside) => matching(aside, KINDS).size > 0 && aside.split(" ").length > 1);
  return [facts, ...named.map((aside) => ({ ...factsOf(aside, ""), part: facts.part, missions: facts.missions }))];
}
