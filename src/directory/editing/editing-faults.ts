import { FanalError } from "../../platform/errors.ts";
import type { PerLang } from "../../platform/i18n/lang.ts";

const SAY = {
  draftMoved: {
    fr: "Quelqu’un d’autre vient d’enregistrer cette fiche. Vos mots sont encore ici : comparez, puis enregistrez de nouveau.",
    en: "Someone else has just saved this record. Your words are still here: compare, then save again.",
  },
  recordMoved: {
    fr: "La fiche publiée a changé depuis le début de ce brouillon, aux mêmes endroits. Choisissez ce qui est vrai, puis publiez de nouveau.",
    en: "The published record has changed since this draft began, in the same places. Choose what is true, then publish again.",
  },
  recordFaults: { fr: "Cette fiche ne peut pas encore être publiée. Corrigez ce qui est indiqué.", en: "This record cannot be published yet. Correct what is shown." },
  inclusionNeeded: {
    fr: "Répondez d’abord à chaque question de la politique d’inclusion.",
    en: "First answer each question of the inclusion policy.",
  },
  isRetired: { fr: "Cette fiche est retirée : elle ne se modifie plus.", en: "This record is retired: it can no longer be changed." },
  replacedByItself: { fr: "Choisissez une autre fiche pour remplacer celle-ci.", en: "Choose another record to replace this one." },
  pastDate: { fr: "Choisissez un moment à venir.", en: "Choose a moment to come." },
  otherCount: {
    fr: "Le nombre de fiches a changé depuis l’aperçu. Regardez l’aperçu de nouveau.",
    en: "The number of records has changed since the preview. Look at the preview again.",
  },
  tooMany: { fr: "C’est plus de 2 000 fiches à la fois. Précisez le filtre.", en: "That is more than 2,000 records at once. Narrow the filter." },
} satisfies Record<string, PerLang<string>>;

/** A refusal as an error with its sentence. */
export function editingFault(id: keyof typeof SAY, status: number): FanalError {
  return new FanalError(id, status, SAY[id]);
}
