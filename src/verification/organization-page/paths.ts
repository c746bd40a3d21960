import type { PerLang } from "../../platform/i18n/lang.ts";

/** Addresses of the organisation's page. None holds a capability but the link itself. */
export const PATHS = {
  check: { fr: "/fr/verifier", en: "/en/verify" },
  code: { fr: "/fr/verifier/code", en: "/en/verify/code" },
  finish: { fr: "/fr/verifier/terminer", en: "/en/verify/finish" },
  thanks: { fr: "/fr/verifier/merci", en: "/en/verify/thanks" },
  newLink: { fr: "/fr/verifier/nouveau-lien", en: "/en/verify/new-link" },
} as const satisfies Record<string, PerLang<string>>;
