import type { PerLang } from "../../platform/i18n/lang.ts";

const fr = {
  faults: {
    noSuchTerm: "Ce besoin n’existe pas, ou plus. Rechargez la page.",
    noSuchParent: "Placez le nouveau besoin sous une des grandes catégories : « alimentation.frigos », par exemple.",
    alreadyThere: "Ce code sert déjà. Choisissez-en un autre.",
    intoItself: "Choisissez deux besoins différents.",
  },
  notTakenBack: "Ce changement ne peut pas être annulé : il l’est déjà, ou les fiches ont déjà été fusionnées.",
};

const en: typeof fr = {
  faults: {
    noSuchTerm: "This need does not exist, or no longer. Reload the page.",
    noSuchParent: "Place the new need under one of the wide categories: “food.fridges”, for example.",
    alreadyThere: "This code is in use. Choose another one.",
    intoItself: "Choose two different needs.",
  },
  notTakenBack: "This change cannot be undone: it already is, or the records were already merged.",
};

export const taxonomyMessages: PerLang<typeof fr> = { fr, en };
