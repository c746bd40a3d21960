import type { PerLang } from "../../platform/i18n/lang.ts";

const fr = {
  title: "À réviser",
  lead: "Ce que le public, les organismes et les imports disent de nos fiches. Rien ne change avant votre décision.",
  none: "Tout est révisé",
  noneLead: "Les prochaines propositions paraîtront ici.",
  noRecord: "Fiche retirée depuis",
  from: { public: "Le public", organization: "L’organisme" } as Record<string, string>,
  fromImport: (source: string) => `Import : ${source}`,
  topics: { phone: "Le numéro de téléphone", address: "L’adresse", hours: "Les heures", conditions: "Les conditions", closed: "Le service n’existe plus", other: "Autre chose", newService: "Un service à ajouter", notUs: "Cette fiche n’est pas la leur", handover: "Une autre personne s’en occupe" } as Record<string, string>,
  accept: "Accepter",
  refuse: "Refuser",
  settled: "C’est réglé",
  dismiss: "Écarter",
  decided: { accepted: "Acceptée", refused: "Refusée", dealtWith: "Réglé", dismissed: "Écarté" },
  movedOn: "La fiche a changé depuis.",
  hadSeen: (text: string) => `Ce qu’on voyait alors : « ${text} »`,
  nothing: "rien",
  noMessage: "Sans message.",
  editRecord: "Modifier la fiche",
  publicPage: "Page publique",
  waiting: (count: number) => (count === 1 ? "1 proposition attend" : `${count} propositions attendent`),
  waitingMany: (count: number) => `${count} propositions et plus attendent`,
  waitingOn: (count: number, records: number) => `${count === 1 ? "1 proposition" : `${count} propositions`} sur ${records === 1 ? "1 fiche" : `${records} fiches`}`,
};

const en: typeof fr = {
  title: "To review",
  lead: "What the public, organizations and imports say of our records. Nothing changes before you decide.",
  none: "Everything is reviewed",
  noneLead: "The next proposals will appear here.",
  noRecord: "Record retired since",
  from: { public: "The public", organization: "The organization" },
  fromImport: (source) => `Import: ${source}`,
  topics: { phone: "The phone number", address: "The address", hours: "The hours", conditions: "The conditions", closed: "The service no longer exists", other: "Something else", newService: "A service to add", notUs: "This record is not theirs", handover: "Another person handles it" },
  accept: "Accept",
  refuse: "Refuse",
  settled: "Dealt with",
  dismiss: "Set aside",
  decided: { accepted: "Accepted", refused: "Refused", dealtWith: "Dealt with", dismissed: "Set aside" },
  movedOn: "The record has changed since.",
  hadSeen: (text) => `What they saw then: “${text}”`,
  nothing: "nothing",
  noMessage: "Without a message.",
  editRecord: "Edit the record",
  publicPage: "Public page",
  waiting: (count) => (count === 1 ? "1 proposal waits" : `${count} proposals wait`),
  waitingMany: (count) => `${count} proposals or more wait`,
  waitingOn: (count, records) => `${count === 1 ? "1 proposal" : `${count} proposals`} on ${records === 1 ? "1 record" : `${records} records`}`,
};

/** The inbox of what is said about records. */
export const reviewMessages: PerLang<typeof fr> = { fr, en };
