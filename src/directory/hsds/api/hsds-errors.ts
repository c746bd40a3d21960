import { FanalError } from "../../../platform/errors.ts";
import type { PerLang } from "../../../platform/i18n/lang.ts";

/*
 * What the open API answers when it cannot answer: an id for machines, and what to do for people.
 */

function refused(id: string, say: PerLang<string>): FanalError {
  return new FanalError(id, 400, say);
}

/** How a text is shown in a sentence. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export function unknownParameter(name: string, known: readonly string[]): FanalError {
  const list = known.join(", ");
  return refused("unknownParameter", {
    fr: `Le paramètre « ${shown(name)} » n’existe pas ici. ${list ? `Utilisez : ${list}.` : "Cette adresse n’en prend aucun autre que lang."}`,
    en: `There is no parameter “${shown(name)}” here. ${list ? `Use: ${list}.` : "This address takes none but lang."}`,
  });
}

export function repeatedParameter(name: string): FanalError {
  return refused("repeatedParameter", { fr: `Donnez « ${name} » une seule fois.`, en: `Give “${name}” only once.` });
}

/** A value that cannot be read; `wanted` says what to write instead. */
export function badParameter(name: string, value: string, wanted: PerLang<string>): FanalError {
  return refused("badParameter", {
    fr: `« ${shown(value)} » ne convient pas au paramètre ${name}. Écrivez ${wanted.fr}.`,
    en: `“${shown(value)}” does not fit the parameter ${name}. Write ${wanted.en}.`,
  });
}

/** Two parameters that cannot go together, or one that needs another. */
export function contradiction(say: PerLang<string>): FanalError {
  return refused("contradiction", say);
}

export function pageOutOfRange(page: number, pages: number): FanalError {
  return refused("pageOutOfRange", {
    fr: `Il n’y a pas de page ${page} : la dernière est la page ${pages}.`,
    en: `There is no page ${page}: the last is page ${pages}.`,
  });
}

export function postcodeUnknown(postcode: string): FanalError {
  return refused("postcodeUnknown", {
    fr: `Le code postal « ${postcode} » n’est pas au Québec, ou nous ne le connaissons pas. Essayez ses trois premiers caractères.`,
    en: `The postal code “${postcode}” is not in Québec, or we do not know it. Try its first three characters.`,
  });
}

export function postcodeWithoutPoint(postcode: string): FanalError {
  return refused("postcodeWithoutPoint", {
    fr: `Nous ne savons pas où se trouve le milieu de « ${postcode} ». Donnez un code postal complet, ou enlevez proximity.`,
    en: `We do not know where the middle of “${postcode}” is. Give a whole postal code, or leave proximity out.`,
  });
}

export function unknownId(): FanalError {
  return new FanalError("unknownId", 404, {
    fr: "Rien de publié ne porte cet identifiant. Vérifiez-le dans la liste.",
    en: "Nothing published has this id. Check it in the list.",
  });
}

/** A record that was withdrawn, and the address of what replaces it, if anything does. */
export function recordGone(replacement: string | null): FanalError {
  return new FanalError("recordGone", 410, {
    fr: `Cette fiche a été retirée. ${replacement ? `Utilisez plutôt ${replacement}` : "Rien ne la remplace : enlevez-la de votre copie."}`,
    en: `This record was withdrawn. ${replacement ? `Use ${replacement} instead` : "Nothing replaces it: remove it from your copy."}`,
  });
}

export function tooMany(): FanalError {
  return new FanalError("tooMany", 429, {
    fr: "Trop de demandes viennent de votre réseau en ce moment. Attendez une minute. Pour tout copier, utilisez format=ndjson : une seule demande suffit.",
    en: "Too many requests are coming from your network right now. Wait a minute. To copy everything, use format=ndjson: one request is enough.",
  });
}
