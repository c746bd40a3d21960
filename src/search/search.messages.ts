import type { PerLang } from "../platform/i18n/lang.ts";

const NBSP = "\u00a0";

/** "de Sorel-Tracy", "d’Acton Vale", "du Bic", "des Coteaux". */
function ofPlace(name: string): string {
  if (name.startsWith("Les ")) return `des ${name.slice(4)}`;
  if (name.startsWith("Le ")) return `du ${name.slice(3)}`;
  return /^[aeiouyhéèêàâîôœ]/i.test(name) ? `d’${name}` : `de ${name}`;
}

const fr = {
  answersNeed: (label: string) => `Répond à${NBSP}: ${label}`,
  mayHelp: (label: string) => `Peut aussi aider${NBSP}: ${label}`,
  named: "Le nom correspond à votre recherche",
  words: "Sa description parle de ce que vous cherchez",
  servesAll: "Offert partout au Québec",
  servesPlace: (name: string) => `Accueille les gens ${ofPlace(name)}`,
  servesRegion: (name: string) => `Accueille les gens de la région${NBSP}: ${name}`,
  servesMrc: (name: string) => `Accueille les gens de la MRC${NBSP}: ${name}`,
  servesAssumed: "Territoire présumé\u00a0: appelez pour confirmer",
  servesUnknown: "Territoire desservi inconnu\u00a0: appelez pour confirmer",
  servesNot: (name: string) => `N’accueille pas les gens ${ofPlace(name)}`,
  servesNotWide: (name: string) => `N’accueille pas les gens de ce territoire${NBSP}: ${name}`,
  distance: (km: string) => `À ${km}`,
  sameTown: (name: string) => `Dans votre municipalité${NBSP}: ${name}`,
  openUntil: (time: string) => `Ouvert jusqu’à ${time}`,
  openAlways: "Ouvert jour et nuit",
  place: { unknown: (place: string) => `Nous ne connaissons pas le lieu «${NBSP}${place}${NBSP}». Écrivez le nom d’une municipalité ou un code postal.` },
  need: { unknown: (code: string) => `Le besoin «${NBSP}${code}${NBSP}» n’existe pas. Choisissez un code de la liste des besoins.` },
  tooLong: (most: number) => `Votre texte est trop long. Dites-le en ${most} caractères ou moins.`,
  number: (name: string, least: number, most: number) => `Le paramètre «${NBSP}${name}${NBSP}» doit être un nombre entier de ${least} à ${most}.`,
  choice: (name: string, choices: string) => `Le paramètre «${NBSP}${name}${NBSP}» accepte${NBSP}: ${choices}.`,
};

const en: typeof fr = {
  answersNeed: (label) => `Helps with: ${label}`,
  mayHelp: (label) => `May also help: ${label}`,
  named: "Its name matches your search",
  words: "Its description speaks of what you are looking for",
  servesAll: "Offered everywhere in Québec",
  servesPlace: (name) => `Accepts people from ${name}`,
  servesRegion: (name) => `Accepts people from the region: ${name}`,
  servesMrc: (name) => `Accepts people from the MRC: ${name}`,
  servesAssumed: "Presumed area: call to confirm",
  servesUnknown: "Area served unknown: call to confirm",
  servesNot: (name) => `Does not accept people from ${name}`,
  servesNotWide: (name) => `Does not accept people from this area: ${name}`,
  distance: (km) => `${km} away`,
  sameTown: (name) => `In your municipality: ${name}`,
  openUntil: (time) => `Open until ${time}`,
  openAlways: "Open day and night",
  place: { unknown: (place) => `We do not know the place “${place}”. Write the name of a municipality or a postal code.` },
  need: { unknown: (code) => `The need “${code}” does not exist. Choose a code from the list of needs.` },
  tooLong: (most) => `Your text is too long. Say it in ${most} characters or fewer.`,
  number: (name, least, most) => `The parameter “${name}” must be a whole number from ${least} to ${most}.`,
  choice: (name, choices) => `The parameter “${name}” accepts: ${choices}.`,
};

export const searchMessages: PerLang<typeof fr> = { fr, en };
