import type { PerLang } from "../platform/i18n/lang.ts";

const fr = {
  title: "Console – fanal 211",
  needsScript: "La console a besoin de JavaScript. Activez-le dans votre navigateur, puis rechargez la page. Le site public, lui, fonctionne sans.",
};

const en: typeof fr = {
  title: "Console – fanal 211",
  needsScript: "The console needs JavaScript. Turn it on in your browser, then reload the page. The public site works without it.",
};

export const consoleMessages: PerLang<typeof fr> = { fr, en };
