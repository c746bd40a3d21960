import type { Role } from "../../accounts/accounts.contract.ts";
import type { PerLang } from "../../platform/i18n/lang.ts";

/** What each role is called, and what it is for. */
const fr: Record<Role, { name: string; does: string }> = {
  counsellor: { name: "Conseil", does: "Répond aux gens, lit les fiches, rappelle les organismes." },
  supervisor: { name: "Supervision", does: "Accompagne l’équipe de conseil et voit qui en fait partie." },
  resourceSpecialist: { name: "Fiches", does: "Corrige, publie et fait vérifier les fiches." },
  analyst: { name: "Analyse", does: "Lit les fiches et suit les campagnes." },
  deploymentLead: { name: "Déploiement", does: "Prépare et envoie les campagnes." },
  administrator: { name: "Administration", does: "Invite l’équipe, règle les accès, lit le journal." },
};

const en: typeof fr = {
  counsellor: { name: "Counsellor", does: "Answers people, reads records, calls organisations back." },
  supervisor: { name: "Supervisor", does: "Supports the counsellors and sees who is on the team." },
  resourceSpecialist: { name: "Resource specialist", does: "Corrects and publishes records, and has them verified." },
  analyst: { name: "Analyst", does: "Reads records and follows campaigns." },
  deploymentLead: { name: "Deployment lead", does: "Prepares and sends campaigns." },
  administrator: { name: "Administrator", does: "Invites the team, sets access, reads the log." },
};

export const roleMessages: PerLang<typeof fr> = { fr, en };
