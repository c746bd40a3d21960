import type { PerLang } from "../platform/i18n/lang.ts";

const fr = {
  faults: {
    signInNeeded: "Connectez-vous pour continuer.",
    notAllowed: "Votre rôle ne permet pas de faire cela. Demandez à la personne qui gère les comptes.",
    stepUpNeeded: "Confirmez que c’est bien vous, puis recommencez.",
    crossSite: "Cette demande vient d’un autre site. Ouvrez la console, puis recommencez.",
    secondFactorNeeded: "Il manque une étape pour vous connecter. Terminez-la, puis recommencez.",
    wrongSignIn: "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis essayez encore.",
    wrongCode: "Ce code n’est pas le bon, ou il a déjà servi. Attendez le prochain, puis essayez encore.",
    wrongRecoveryCode: "Ce code de secours n’est pas le bon, ou il a déjà servi. Essayez-en un autre.",
    wrongPasskey: "Cette clé d’accès n’a pas été reconnue. Essayez encore, ou connectez-vous autrement.",
    stepGone: "Cette étape a expiré. Recommencez.",
    tooManyTries: "Trop d’essais de suite. Attendez quelques minutes, ou utilisez une clé d’accès.",
    passwordShort: "Ce mot de passe est trop court. Prenez-en un d’au moins 12 caractères : quelques mots au hasard suffisent.",
    passwordLong: "Ce mot de passe est trop long. Gardez au plus 256 caractères.",
    passwordGuessable: "Ce mot de passe est de ceux qu’on essaie en premier. Choisissez quelques mots au hasard, sans votre nom ni votre adresse.",
    wrongPassword: "Ce n’est pas votre mot de passe actuel. Vérifiez-le, puis essayez encore.",
    invitationGone: "Cette invitation a déjà servi ou n’est plus bonne. Demandez-en une autre à la personne qui gère les comptes.",
    emailWrong: "Cette adresse de courriel n’est pas complète. Corrigez-la, puis essayez encore.",
    nameMissing: "Écrivez votre nom.",
    grantsWrong: "Choisissez au moins un rôle, et chaque rôle une seule fois.",
    lastFactor: "C’est votre dernier moyen de vous connecter. Ajoutez-en un autre avant de l’enlever.",
    alreadyInvited: "Cette personne a déjà un compte. Changez ses rôles dans sa fiche.",
    oidcFailed: "La connexion par votre organisation n’a pas fonctionné. Essayez encore, ou connectez-vous autrement.",
    oidcUnknown: "Votre organisation vous connaît, mais personne ne vous a invité ici. Demandez une invitation.",
  },
};

const en: typeof fr = {
  faults: {
    signInNeeded: "Sign in to continue.",
    notAllowed: "Your role does not let you do this. Ask whoever manages accounts.",
    stepUpNeeded: "Confirm that it is you, then try again.",
    crossSite: "This request comes from another site. Open the console, then try again.",
    secondFactorNeeded: "One step of signing in is missing. Finish it, then try again.",
    wrongSignIn: "This address and this password do not go together. Check them, then try again.",
    wrongCode: "This code is not right, or was used already. Wait for the next one, then try again.",
    wrongRecoveryCode: "This recovery code is not right, or was used already. Try another one.",
    wrongPasskey: "We did not recognize this passkey. Try again, or sign in another way.",
    stepGone: "This step has expired. Start again.",
    tooManyTries: "Too many tries in a row. Wait a few minutes, or use a passkey.",
    passwordShort: "This password is too short. Use at least 12 characters: a few random words will do.",
    passwordLong: "This password is too long. Keep it to 256 characters.",
    passwordGuessable: "This password is among those tried first. Choose a few random words, without your name or address.",
    wrongPassword: "This is not your current password. Check it, then try again.",
    invitationGone: "This invitation was used already or is no longer good. Ask whoever manages accounts for another one.",
    emailWrong: "This e-mail address is not complete. Correct it, then try again.",
    nameMissing: "Write your name.",
    grantsWrong: "Choose at least one role, and each role only once.",
    lastFactor: "This is your last way to sign in. Add another one before you remove it.",
    alreadyInvited: "This person already has an account. Change their roles on their page.",
    oidcFailed: "Signing in through your organization did not work. Try again, or sign in another way.",
    oidcUnknown: "Your organization knows you, but nobody has invited you here. Ask for an invitation.",
  },
};

export const accountsMessages: PerLang<typeof fr> = { fr, en };
