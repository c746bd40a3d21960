import type { PerLang } from "../../platform/i18n/lang.ts";

const fr = {
  openUntil: (time: string) => `Ouvert jusqu’à ${time}`,
  openAlways: "Ouvert jour et nuit",
  opensLater: (time: string) => `Fermé · ouvre aujourd’hui à ${time}`,
  opensTomorrow: (time: string) => `Fermé · ouvre demain à ${time}`,
  opensOn: (day: string, time: string) => `Fermé · ouvre ${day} à ${time}`,
  closed: "Fermé maintenant",
  hours: "Heures",
  unknown: "Les heures ne sont pas connues. Appelez avant de vous déplacer.",
  byAppointment: "Sur rendez-vous.",
  closedDay: "fermé",
  holidays: "Jours fériés",
  holidaysClosed: "fermé",
  holidaysUsual: "comme d’habitude",
  holidaysUnknown: "Les jours fériés : appelez pour savoir.",
};

const en: typeof fr = {
  openUntil: (time) => `Open until ${time}`,
  openAlways: "Open day and night",
  opensLater: (time) => `Closed · opens today at ${time}`,
  opensTomorrow: (time) => `Closed · opens tomorrow at ${time}`,
  opensOn: (day, time) => `Closed · opens ${day} at ${time}`,
  closed: "Closed now",
  hours: "Hours",
  unknown: "The hours are not known. Call before you go.",
  byAppointment: "By appointment.",
  closedDay: "closed",
  holidays: "Public holidays",
  holidaysClosed: "closed",
  holidaysUsual: "as usual",
  holidaysUnknown: "Public holidays: call to find out.",
};

export const hoursMessages: PerLang<typeof fr> = { fr, en };
