import type { PerLang } from "../../platform/i18n/lang.ts";

/** What changed in someone's ways of signing in. */
export type Change = "passkeyAdded" | "passkeyRemoved" | "passwordChanged" | "codesChanged" | "recoveryCodesMade" | "rolesChanged";

const fr = {
  hello: "Bonjour,",
  team: "L’équipe du 211",
  list: (roles: readonly string[]) => new Intl.ListFormat("fr-CA", { type: "conjunction" }).format(roles),
  invitation: {
    subject: (operator: string) => `${operator} vous invite dans fanal`,
    lead: (operator: string, roles: string) => `${operator} vous ouvre un accès à la console de fanal. Votre rôle : ${roles}.`,
    how: "Cela prend deux minutes : vous dites votre nom, puis vous choisissez comment vous connecter.",
    button: "Commencer",
    until: (date: string) => `Ce lien sert une seule fois, jusqu’au ${date}. Il est à vous : ne le transférez à personne.`,
    ignore: "Vous n’attendiez pas ce message? Ignorez-le : rien ne sera fait.",
  },
  notice: {
    subject: "Votre compte fanal a changé",
    changes: {
      passkeyAdded: "Une clé d’accès a été ajoutée à votre compte.",
      passkeyRemoved: "Une clé d’accès a été retirée de votre compte.",
      passwordChanged: "Le mot de passe de votre compte a été changé.",
      codesChanged: "L’application qui donne vos codes a été changée.",
      recoveryCodesMade: "De nouveaux codes de secours ont été faits. Les anciens ne servent plus.",
      rolesChanged: "Vos rôles ont été changés.",
    } as Record<Change, string>,
    yours: "C’était vous, ou vous étiez au courant? Vous n’avez rien à faire.",
    notYours: "Sinon, dites-le tout de suite à la personne qui gère les comptes de votre équipe : elle peut suspendre votre accès.",
  },
};

const en: typeof fr = {
  hello: "Hello,",
  team: "The 211 team",
  list: (roles) => new Intl.ListFormat("en-CA", { type: "conjunction" }).format(roles),
  invitation: {
    subject: (operator) => `${operator} invites you to fanal`,
    lead: (operator, roles) => `${operator} has opened the fanal console to you. Your role: ${roles}.`,
    how: "It takes two minutes: you give your name, then choose how to sign in.",
    button: "Get started",
    until: (date) => `This link works once, until ${date}. It is yours: do not forward it to anyone.`,
    ignore: "Not expecting this message? Ignore it: nothing will happen.",
  },
  notice: {
    subject: "Your fanal account has changed",
    changes: {
      passkeyAdded: "A passkey was added to your account.",
      passkeyRemoved: "A passkey was removed from your account.",
      passwordChanged: "The password of your account was changed.",
      codesChanged: "The application that gives your codes was changed.",
      recoveryCodesMade: "New recovery codes were made. The old ones no longer work.",
      rolesChanged: "Your roles were changed.",
    },
    yours: "Was it you, or did you know? There is nothing to do.",
    notYours: "If not, tell whoever manages your team’s accounts right away: they can suspend your access.",
  },
};

export const letterMessages: PerLang<typeof fr> = { fr, en };
