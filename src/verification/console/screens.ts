import type { HomeCard, Screen } from "../../console/screen.ts";

export const verificationScreens: readonly Screen[] = [
  { path: "/console/review", action: "proposal.review", group: "records", label: { fr: "À réviser", en: "To review" }, icon: "message-circle", load: () => import("./review.tsx") },
  { path: "/console/campaigns", action: "campaign.read", group: "campaigns", label: { fr: "Campagnes", en: "Campaigns" }, icon: "badge-check", load: () => import("./campaigns.tsx") },
  { path: "/console/campaigns/new", action: "campaign.build", group: null, label: { fr: "Nouvelle campagne", en: "New campaign" }, icon: "plus", load: () => import("./new-campaign.tsx") },
  { path: "/console/campaigns/:id", action: "campaign.read", group: null, label: { fr: "Campagne", en: "Campaign" }, icon: "badge-check", load: () => import("./campaign.tsx") },
  { path: "/console/calls", action: "followUp.call", group: "campaigns", label: { fr: "Appels", en: "Calls" }, icon: "phone", load: () => import("./calls.tsx") },
  { path: "/console/calls/:id", action: "followUp.call", group: null, label: { fr: "Appel", en: "Call" }, icon: "phone", load: () => import("./call.tsx") },
  { path: "/console/outbox", action: "letter.read", group: "campaigns", label: { fr: "Boîte d’envoi", en: "Outbox" }, icon: "mail", load: () => import("./outbox.tsx") },
  { path: "/console/outbox/:id", action: "letter.read", group: null, label: { fr: "Lettre", en: "Letter" }, icon: "mail", load: () => import("./letter.tsx") },
];

export const verificationCards: readonly HomeCard[] = [
  { id: "proposals-waiting", action: "proposal.review", load: () => import("./review-card.tsx") },
  { id: "calls-due", action: "followUp.call", load: () => import("./calls-card.tsx") },
  { id: "campaigns-running", action: "campaign.read", load: () => import("./campaigns-card.tsx") },
];
