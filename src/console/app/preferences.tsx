import { createContext, useCallback, useContext, useMemo, useState, type ReactElement, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { isLang, type Lang } from "../../platform/i18n/lang.ts";
import { CHOICES, DARK_WHEN, isTheme, type Theme } from "../choices.contract.ts";
import { LangProvider } from "../ui/lang.tsx";

/** A year (seconds). */
const KEPT_FOR = 31_536_000;

function remember(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/console; Max-Age=${KEPT_FOR}; SameSite=Lax${secure}`;
}

interface Preferences {
  lang: Lang;
  theme: Theme;
  setLang(lang: Lang): void;
  setTheme(theme: Theme): void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/** The language and the look that this browser remembers; the page was made with them. */
export function usePreferences(): Preferences {
  return useContext(PreferencesContext)!;
}

/** The language of the page as it is now. */
export function shownLang(): Lang {
  const lang = document.documentElement.lang.slice(0, 2);
  return isLang(lang) ? lang : "fr";
}

function shownTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return isTheme(theme) ? theme : "system";
}

function show(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  document.querySelector<HTMLLinkElement>("#dark")!.media = DARK_WHEN[theme];
}

export function PreferencesProvider({ children }: { children: ReactNode }): ReactElement {
  const [lang, changeLang] = useState(shownLang);
  const [theme, changeTheme] = useState(shownTheme);
  const setLang = useCallback((lang: Lang) => {
    document.documentElement.lang = `${lang}-CA`;
    remember(CHOICES.lang, lang);
    changeLang(lang);
  }, []);
  const setTheme = useCallback((theme: Theme) => {
    show(theme);
    remember(CHOICES.theme, theme);
    changeTheme(theme);
  }, []);
  const preferences = useMemo(() => ({ lang, theme, setLang, setTheme }), [lang, theme, setLang, setTheme]);
  return (
    <PreferencesContext value={preferences}>
      <I18nProvider locale={`${lang}-CA`}>
        <LangProvider lang={lang}>{children}</LangProvider>
      </I18nProvider>
    </PreferencesContext>
  );
}
