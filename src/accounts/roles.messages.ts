import type { Role } from "./accounts.contract.ts";
import type { PerLang } from "../platform/i18n/lang.ts";

/** What each role is called (the work, not the person: it needs no gender), and what it is for. */
const fr: Record<Role, { name: string; does: string }> = {
  counsellor: { name: "écoute", does: "Répond aux gens, lit les fiches, rappelle les organismes." },
  supervisor: { name: "supervision", does: "Accompagne l’équipe d’écoute et voit qui en fait partie." },
  resourceSpecialist: { name: "ressources", does: "Corrige, publie et fait vérifier les fiches." },
  analyst: { name: "analyse", does: "Lit les fiches et suit les campagnes." },
  deploymentLead: { name: "déploiement", does: "Prépare et envoie les campagnes." },
  administrator: { name: "administration", does: "Invite l’équipe, règle les accès, lit le journal." },
};

const en: typeof fr = {
  counsellor: { name: "counsellor", does: "Answers people, reads records, calls organisations back." },
  supervisor: { name: "supervisor", does: "Supports the counsellors and sees who is on the team." },
  resourceSpecialist: { name: "resource specialist", does: "Corrects and publishes records, and has them verified." },
  analyst: { name: "analyst", does: "Reads records and follows campaigns." },
  deploymentLead: { name: "deployment lead", does: "Prepares and sends campaigns." },
  administrator: { name: "administrator", does: "Invites the team, sets access, reads the log." },
};

export const roleMessages: PerLang<typeof fr> = { fr, en };
