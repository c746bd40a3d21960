import type { HomeCard, Screen } from "../../console/screen.ts";

export const accountsScreens: readonly Screen[] = [
  { path: "/console/staff", action: "staff.read", group: "team", label: { fr: "Équipe", en: "Team" }, icon: "users", load: () => import("./staff.tsx") },
  { path: "/console/audit", action: "audit.read", group: "team", label: { fr: "Journal", en: "Audit log" }, icon: "scroll-text", load: () => import("./audit.tsx") },
  { path: "/console/account", action: null, group: null, label: { fr: "Mon compte", en: "My account" }, icon: "circle-user-round", load: () => import("./account.tsx") },
];

export const accountsCards: readonly HomeCard[] = [
  { id: "own-factors", action: null, load: () => import("./factors-card.tsx") },
  { id: "invitations", action: "staff.invite", load: () => import("./invitations-card.tsx") },
];
