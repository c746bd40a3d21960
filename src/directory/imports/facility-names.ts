/*
 * Names of open data, in capitals or in lower case, as French writes them.
 */

const ACRONYMS = new Set(["CLSC", "CHSLD", "CH", "CHU", "CHUM", "CHUL", "CHUS", "CHSGS", "CISSS", "CIUSSS", "CSSS", "MRC", "CRDI", "CRDITED", "CRD", "CRDP", "GMF", "GMF-U", "GMFU", "UMF", "CEA", "CFA", "CFP", "CFGA", "CFPJ", "IUSMM", "IUGM", "CUSM", "TSA", "DI", "DP"]);
const PARTICLES = new Set(["de", "du", "des", "la", "le", "les", "l", "d", "et", "à", "a", "au", "aux", "en", "sur", "sous", "par", "pour", "of", "the", "and"]);
/** Words for a kind of place or of service: never capitals inside a French name. */
const COMMON = new Set(
  ("accueil activités adaptation adultes aides ambulatoires antenne arrondissement autisme autistique autochtone bureau centre chroniques clinique communautaire communautaires courte dépendance développement " +
    "déficience déficiences durée éducation externe externes famille formation générale gériatrique gérontopsychiatrie groupe hébergement hospitalier hospitalière hôpital hôtel institut intellectuelle intensive jeunes jour local " +
    "longue loisirs maison malades médecine médical médicale mentale multiservices national général pédopsychiatrie personnes physique pédiatrique point professionnelle professionnels programme prolongés protection " +
    "psychiatrique psychiatriques quartier réadaptation régional ressource santé secteur service services sociaux soins spectre techniques toxicomanie travail trouble troubles universitaire urgence visuelle bibliothèque municipale publique succursale").split(" "),
);
const ACCENTS: Record<string, string> = {
  ecole: "école", education: "éducation", geriatrique: "gériatrique", hebergement: "hébergement", hopital: "hôpital", medical: "médical", medicale: "médicale", residence: "résidence", readaptation: "réadaptation",
  regional: "régional", sante: "santé", prolonges: "prolongés", agees: "âgées", bibliotheque: "bibliothèque", mediatheque: "médiathèque", medecine: "médecine", cedres: "cèdres", montreal: "montréal", quebec: "québec",
};

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase("fr") + word.slice(1);
}

/** One word of a name, given in lower case. `lower`: particles and common nouns stay small. */
function nameWord(word: string, lower: boolean): string {
  const plain = ACCENTS[word] ?? word;
  if (ACRONYMS.has(plain.toLocaleUpperCase("fr"))) return plain.toLocaleUpperCase("fr");
  return lower && (PARTICLES.has(plain) || COMMON.has(plain)) ? plain : capital(plain);
}

/** The parts of a hyphenated proper name: particles inside stay small (Saint-Jean-sur-Richelieu). */
function properName(word: string): string {
  const parts = word.split("-");
  if (parts.length === 1) return nameWord(word, true);
  return parts.map((part, index) => (index > 0 && PARTICLES.has(part) ? part : elided(part, index > 0))).join("-");
}

/** `d'hébergement`, `l'érable` → `d'hébergement`, `l'Érable`. */
function elided(word: string, lower: boolean): string {
  const match = /^([dl]|qu)['’](.+)$/.exec(word);
  if (!match) return nameWord(word, lower);
  return `${lower ? match[1] : capital(match[1]!)}'${properName(match[2]!)}`;
}

/** A name as French writes it: `CLSC DE CHERTSEY` → `CLSC de Chertsey`. */
export function frenchName(text: string): string {
  const words = text.trim().toLocaleLowerCase("fr").replace(/[`’]/g, "'").replace(/c\.h\.s\.l\.d\.?/g, "chsld").split(/\s+/);
  const name = words
    .map((word) => {
      const [, open, core, close] = /^([(«"]*)(.*?)([)»",.;:]*)$/.exec(word)!;
      return `${open}${/^[dl]['’]/.test(core!) ? elided(core!, true) : properName(core!)}${close}`;
    })
    .join(" ");
  return capital(name);
}

const ROADS: Record<string, string> = { av: "avenue", ave: "avenue", boul: "boulevard", bd: "boulevard", ch: "chemin", rte: "route", pl: "place", mtee: "montée" };
const ROAD_WORDS = new Set(["rue", "avenue", "boulevard", "chemin", "route", "place", "montée", "rang", "côte", "allée", "impasse", "bureau", "étage", "local", "suite", "autoroute", "promenade", "square", "terrasse", "croissant", "carré"]);
const SIDES: Record<string, string> = { e: "Est", o: "Ouest", n: "Nord", s: "Sud", est: "Est", ouest: "Ouest", nord: "Nord", sud: "Sud" };

/** A street as French writes it: `5300`, `ch chambly` → `5300, chemin Chambly`; null without a street. */
export function frenchAddress(number: string, street: string): string | null {
  const words = street.trim().toLocaleLowerCase("fr").replace(/\./g, "").split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const named = words.map((word, index) => {
    const road = index === 0 ? (ROADS[word] ?? word) : word;
    if (ROAD_WORDS.has(road)) return road;
    if (index === words.length - 1 && index > 0 && SIDES[word]) return SIDES[word];
    return /^[dl]['’]/.test(word) ? elided(word, true) : properName(word);
  });
  return [number.trim(), named.join(" ")].filter(Boolean).join(", ");
}

/** Names whose h or y is heard as a consonant: de Hull, de Yamaska. */
const ASPIRATED = /^(h(?!é(bert|ribe|roux|lène)|enr[iy]|ono|uber|onfl)|yam)/i;

/** « de » before a place name, contracted or elided as French asks: du Bic, des Éboulements, d'Alma. */
export function ofPlace(name: string): string {
  if (name.startsWith("Le ")) return `du ${name.slice(3)}`;
  if (name.startsWith("Les ")) return `des ${name.slice(4)}`;
  return /^[aeiouyàâéèêëîïôûhœ]/i.test(name) && !ASPIRATED.test(name) ? `d'${name}` : `de ${name}`;
}

const PUBLIC_BODIES: Record<string, string> = { Ville: "Ville", Municipalité: "Municipalité", Paroisse: "Municipalité de paroisse", Canton: "Municipalité de canton", "Cantons unis": "Municipalité de cantons unis", Village: "Municipalité de village", "Village nordique": "Village nordique", "Gouvernement régional": "Gouvernement régional" };

/** A municipality and its office, as they name themselves. */
export function townHallNames(name: string, designation: string): { body: string; office: string; officeEn: string } {
  const body = PUBLIC_BODIES[designation] ? `${PUBLIC_BODIES[designation]} ${ofPlace(name)}` : name;
  return designation === "Ville"
    ? { body, office: `Hôtel de ville ${ofPlace(name)}`, officeEn: `${name} city hall` }
    : { body, office: `Bureau municipal ${ofPlace(name)}`, officeEn: `${name} municipal office` };
}
