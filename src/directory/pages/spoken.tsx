import type { ReactElement } from "react";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Spoken } from "./record-text.ts";

const LOCALE: Record<Lang, string> = { fr: "fr-CA", en: "en-CA" };

/** Text that may be in the other language than the page: screen readers must know. */
export function Say({ said, lang }: { said: Spoken; lang: Lang }): ReactElement {
  return said.lang === lang ? <>{said.text}</> : <span lang={LOCALE[said.lang]}>{said.text}</span>;
}
