import type { PerLang } from "../../platform/i18n/lang.ts";
import type { Letters } from "./campaign.contract.ts";

const fr = {
  footer: (stop: string) => `Vous recevez ce courriel parce que votre organisme est dans le répertoire du 211.\nNe plus recevoir ces courriels : ${stop}`,
  oneLink: (name: string, link: string) => `– ${name} : ${link}`,
  unknownField: (word: string) => `« {${word}} » n’est pas un champ. Corrigez le mot entre accolades.`,
  noLink: (word: string) => `Il manque {${word}} : sans le lien, personne ne peut répondre.`,
  linkInSubject: (word: string) => `{${word}} ne peut pas être dans l’objet.`,
  faults: {
    letters: "Les lettres ne peuvent pas partir ainsi.",
    sample: (count: number) => `${count} fiches viennent de l’échantillon : on n’écrit jamais à leur vraie adresse. Donnez une boîte d’essai (FANAL_MAIL_REDIRECT), ou retirez-les du public visé.`,
    nobody: "Aucune fiche ne correspond. Élargissez le public visé.",
    state: "Cette campagne n’en est plus là. Rechargez la page.",
    unknown: "Cette campagne n’existe pas.",
    followUp: "Cet appel n’est plus à faire. Rechargez la page.",
    proposal: "Cette proposition a déjà été traitée. Rechargez la page.",
    letter: "Cette lettre n’est plus incertaine. Rechargez la page.",
    value: "La fiche ne peut pas contenir cette valeur. Corrigez-la vous-même dans la fiche, puis refusez la proposition.",
  },
};

const en: typeof fr = {
  footer: (stop) => `You receive this e-mail because your organization is in the 211 directory.\nStop these e-mails: ${stop}`,
  oneLink: (name, link) => `– ${name}: ${link}`,
  unknownField: (word) => `“{${word}}” is not a field. Correct the word between braces.`,
  noLink: (word) => `{${word}} is missing: without the link, nobody can answer.`,
  linkInSubject: (word) => `{${word}} cannot be in the subject.`,
  faults: {
    letters: "The letters cannot leave like this.",
    sample: (count) => `${count} records come from the sample: nobody ever writes to their real address. Give a test mailbox (FANAL_MAIL_REDIRECT), or leave them out of the audience.`,
    nobody: "No record matches. Widen the audience.",
    state: "This campaign has moved on. Reload the page.",
    unknown: "This campaign does not exist.",
    followUp: "This call is no longer needed. Reload the page.",
    proposal: "This proposal was already dealt with. Reload the page.",
    letter: "This letter is no longer uncertain. Reload the page.",
    value: "The record cannot hold this value. Correct the record yourself, then refuse the proposal.",
  },
};

export const campaignMessages: PerLang<typeof fr> = { fr, en };

/** The words that a new campaign begins with. */
export const DEFAULT_LETTERS: Letters = {
  first: {
    fr: {
      subject: "{organisme} : vos renseignements au 211 sont-ils exacts?",
      body: "Bonjour,\n\nChaque jour, des gens cherchent de l’aide avec le 211. Votre service « {service} » leur est proposé.\n\nUne minute suffit pour nous dire si tout est exact, ou pour corriger :\n{lien}\n\nCe lien est à vous seulement. Il fonctionne jusqu’au {échéance}. Aucun mot de passe à retenir.\n\nMerci de votre aide!\n{expéditeur}",
    },
    en: {
      subject: "{organization}: is your 211 information right?",
      body: "Hello,\n\nEvery day, people look for help through 211. Your service “{service}” is offered to them.\n\nOne minute is enough to tell us that all is right, or to correct it:\n{link}\n\nThis link is yours alone. It works until {expiry}. There is no password to remember.\n\nThank you for your help!\n{sender}",
    },
  },
  reminder: {
    fr: {
      subject: "Rappel : une minute pour vérifier {service}",
      body: "Bonjour,\n\nNous n’avons pas encore votre réponse au sujet de « {service} ». Si quelque chose a changé, des gens pourraient se déplacer pour rien.\n\nTout est exact? Un clic suffit :\n{lien}\n\nLe lien fonctionne jusqu’au {échéance}.\n\nMerci!\n{expéditeur}",
    },
    en: {
      subject: "Reminder: one minute to check {service}",
      body: "Hello,\n\nWe do not have your answer about “{service}” yet. If something has changed, people could make the trip for nothing.\n\nAll is right? One click is enough:\n{link}\n\nThe link works until {expiry}.\n\nThank you!\n{sender}",
    },
  },
};
