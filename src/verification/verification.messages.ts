import type { PerLang } from "../platform/i18n/lang.ts";
import type { Topic } from "./verification.contract.ts";

const fr = {
  title: "Signaler une erreur",
  lead: "Qu’est-ce qui n’est pas juste dans cette fiche? Une personne de l’équipe lira votre message.",
  about: "Fiche :",
  topic: "Qu’est-ce qui est faux?",
  topics: {
    phone: "Le numéro de téléphone",
    address: "L’adresse",
    hours: "Les heures",
    conditions: "Les conditions : pour qui, prix, documents, territoire",
    closed: "Ce service n’existe plus",
    other: "Autre chose",
  } as Record<Topic, string>,
  message: "Que devrait dire la fiche?",
  messageHint: "N’écrivez aucun renseignement sur vous ou sur votre situation. 2000 caractères au plus.",
  send: "Envoyer",
  summary: "Il reste quelque chose à corriger",
  topicMissing: "Choisissez ce qui est faux.",
  messageMissing: "Dites en quelques mots ce qui est faux.",
  messageLong: (length: number) => `Votre message compte ${length} caractères. Raccourcissez-le à 2000.`,
  away: "Nous n’avons pas pu enregistrer votre message. Il est encore ici : attendez une minute, puis envoyez-le de nouveau.",
  thanks: "Merci. Votre message est bien reçu.",
  thanksNext: "Une personne de l’équipe va le lire et vérifier auprès de l’organisme avant de changer la fiche.",
  back: "Retourner à la fiche",
};

const en: typeof fr = {
  title: "Report an error",
  lead: "What is not right in this record? Someone on the team will read your message.",
  about: "Record:",
  topic: "What is wrong?",
  topics: {
    phone: "The phone number",
    address: "The address",
    hours: "The hours",
    conditions: "The conditions: for whom, cost, documents, area served",
    closed: "This service no longer exists",
    other: "Something else",
  },
  message: "What should the record say?",
  messageHint: "Write nothing about yourself or your situation. 2000 characters at most.",
  send: "Send",
  summary: "Something still needs fixing",
  topicMissing: "Choose what is wrong.",
  messageMissing: "Say in a few words what is wrong.",
  messageLong: (length) => `Your message has ${length} characters. Shorten it to 2000.`,
  away: "We could not save your message. It is still here: wait a minute, then send it again.",
  thanks: "Thank you. We have your message.",
  thanksNext: "Someone on the team will read it and check with the organization before changing the record.",
  back: "Back to the record",
};

export const verificationMessages: PerLang<typeof fr> = { fr, en };
