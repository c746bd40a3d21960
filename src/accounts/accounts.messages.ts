import type { PerLang } from "../platform/i18n/lang.ts";
import type { Role } from "./accounts.contract.ts";

const fr = {
  roles: {
    counsellor: "conseillère ou conseiller",
    supervisor: "superviseure ou superviseur",
    resourceSpecialist: "agente ou agent ressources",
    analyst: "analyste",
    deploymentLead: "responsable du déploiement",
    administrator: "administratrice ou administrateur",
  } as Record<Role, string>,
  faults: {
    signInNeeded: "Connectez-vous pour continuer.",
    notAllowed: "Votre rôle ne permet pas de faire cela. Demandez à la personne qui gère les comptes.",
    stepUpNeeded: "Confirmez que c’est bien vous, puis recommencez.",
    crossSite: "Cette demande vient d’un autre site. Ouvrez la console, puis recommencez.",
    secondFactorNeeded: "Il manque une étape pour vous connecter. Terminez-la, puis recommencez.",
  },
};

const en: typeof fr = {
  roles: {
    counsellor: "counsellor",
    supervisor: "supervisor",
    resourceSpecialist: "resource specialist",
    analyst: "analyst",
    deploymentLead: "deployment lead",
    administrator: "administrator",
  },
  faults: {
    signInNeeded: "Sign in to continue.",
    notAllowed: "Your role does not let you do this. Ask whoever manages accounts.",
    stepUpNeeded: "Confirm that it is you, then try again.",
    crossSite: "This request comes from another site. Open the console, then try again.",
    secondFactorNeeded: "One step of signing in is missing. Finish it, then try again.",
  },
};

export const accountsMessages: PerLang<typeof fr> = { fr, en };
