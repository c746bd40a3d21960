import { createContext, useContext, type ReactElement } from "react";
import { formatDate } from "../i18n/format.ts";
import type { Lang } from "../i18n/lang.ts";
import { Icon } from "./icon.tsx";
import { layoutMessages } from "./layout.messages.ts";

/** ISO instant of the records shown, when newer ones cannot be read now; null when they are fresh. */
export const RecordsAsOf = createContext<string | null>(null);

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Toronto" });

/** One calm line, only when the records may have changed since. */
export function AsOfNotice({ lang }: { lang: Lang }): ReactElement | null {
  const asOf = useContext(RecordsAsOf);
  if (asOf === null) return null;
  const t = layoutMessages[lang];
  return (
    <aside className="as-of" aria-label={t.asOfLabel}>
      <p className="wrap">
        <Icon name="info" size={20} />
        <span>{t.asOf(formatDate(DAY.format(new Date(asOf)), lang))}</span>
      </p>
    </aside>
  );
}
