import type { PerLang } from "../../platform/i18n/lang.ts";

/** Words of a copy of the site. */
const fr = {
  label: "Date de cette copie",
  copyOf: (date: string) => `Copie du ${date}.`,
  mayDiffer: "Quelques fiches peuvent avoir changé depuis : appelez avant de vous déplacer.",
  onlineTitle: "Ceci se fait sur le site",
  onlineLead: "Vous lisez une copie, qui ne peut rien envoyer ni garder. Signaler une erreur, garder une liste ou intégrer la recherche se fait sur le site, en ligne.",
  onlineGo: "Aller au site",
  searchTitle: "Chercher",
  searching: "La recherche se prépare…",
  noScript: "Dans cette copie, la recherche a besoin de JavaScript. Vous pouvez aussi choisir un besoin ou une région.",
};

const en: typeof fr = {
  label: "Date of this copy",
  copyOf: (date) => `Copy of ${date}.`,
  mayDiffer: "A few records may have changed since: call before you go.",
  onlineTitle: "This is done on the site",
  onlineLead: "You are reading a copy, which can neither send nor keep anything. Reporting an error, keeping a list or embedding the search is done on the site, online.",
  onlineGo: "Go to the site",
  searchTitle: "Search",
  searching: "Getting the search ready…",
  noScript: "In this copy, the search needs JavaScript. You can also choose a need or a region.",
};

export const copyMessages: PerLang<typeof fr> = { fr, en };
