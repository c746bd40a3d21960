import type { HomeCard, Screen } from "../../console/screen.ts";

export const directoryScreens: readonly Screen[] = [
  { path: "/console/records", action: "record.read", group: "records", label: { fr: "Fiches", en: "Records" }, icon: "list", load: () => import("./records.tsx") },
  { path: "/console/drafts", action: "record.edit", group: "records", label: { fr: "Brouillons", en: "Drafts" }, icon: "pencil", load: () => import("./drafts.tsx") },
  { path: "/console/translations", action: "record.edit", group: "records", label: { fr: "Traductions", en: "Translations" }, icon: "languages", load: () => import("./translations.tsx") },
  { path: "/console/records/:id", action: "record.read", group: null, label: { fr: "Fiche", en: "Record" }, icon: "list", load: () => import("./record.tsx") },
  { path: "/console/records/:id/edit", action: "record.edit", group: null, label: { fr: "Modifier la fiche", en: "Edit the record" }, icon: "pencil", load: () => import("./record-editor.tsx") },
];

export const directoryCards: readonly HomeCard[] = [{ id: "drafts-to-review", action: "record.publish", load: () => import("./drafts-card.tsx") }];
