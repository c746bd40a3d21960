/** What a browser remembers of the console (cookies of the console's own page, for a year): a look and a language, nothing of a person. */
export const CHOICES = { lang: "fanal-console-lang", theme: "fanal-console-theme" } as const;

/** `system`: as the machine is set. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** When the night's colours hold (a media query for the page's second stylesheet). */
export const DARK_WHEN: Readonly<Record<Theme, string>> = { system: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };
