import type { Lang, PerLang } from "../platform/i18n/lang.ts";
import type { FollowUpReason } from "./campaigns/campaign.contract.ts";

interface Call {
  operator: string;
  organization: string;
  service: string;
  reason: FollowUpReason;
}

const WHY: PerLang<Record<FollowUpReason, string>> = {
  fr: {
    noAddress: "Nous n’avons pas d’adresse courriel pour vous joindre.",
    bounced: "Notre courriel nous est revenu : l’adresse a peut-être changé.",
    noAnswer: "Nous vous avons écrit il y a quelques semaines.",
    unsubscribed: "Vous préférez ne pas recevoir nos courriels, alors je vous appelle.",
  },
  en: {
    noAddress: "We have no e-mail address to reach you.",
    bounced: "Our e-mail came back: the address may have changed.",
    noAnswer: "We wrote to you a few weeks ago.",
    unsubscribed: "You would rather not receive our e-mails, so I am calling.",
  },
};

/** What the caller may say, line by line. */
export function callScript(lang: Lang, { operator, organization, service, reason }: Call): string[] {
  if (lang === "fr") {
    return [
      `Bonjour, je vous appelle du ${operator}. Est-ce que je suis bien chez ${organization}?`,
      `${WHY.fr[reason]} Je voudrais vérifier avec vous ce que nous disons aux gens sur « ${service} ». Avez-vous une minute?`,
      "Je vous lis la fiche; arrêtez-moi si quelque chose n’est pas exact.",
      "À quelle adresse courriel pouvons-nous vous écrire la prochaine fois?",
      "Merci! Les gens sauront qu’ils peuvent se fier à votre fiche.",
    ];
  }
  return [
    `Hello, I am calling from ${operator}. Is this ${organization}?`,
    `${WHY.en[reason]} I would like to check with you what we tell people about “${service}”. Do you have a minute?`,
    "I will read you the record; stop me if anything is not right.",
    "At what e-mail address may we write to you next time?",
    "Thank you! People will know that they can rely on your record.",
  ];
}
