import type { ReactElement } from "react";
import type { Lang } from "../i18n/lang.ts";
import { Icon } from "./icon.tsx";
import { layoutMessages } from "./layout.messages.ts";

const LINES = [
  ["911", "9-1-1", "emergency"],
  ["988", "9-8-8", "suicide"],
  ["811", "8-1-1", "health"],
] as const;

/** The lines that answer everywhere in Québec, day and night, whatever happens to this site. */
export function HelpLines({ lang }: { lang: Lang }): ReactElement {
  const t = layoutMessages[lang].lines;
  return (
    <ul className="lines">
      {LINES.map(([dial, shown, what]) => (
        <li key={dial}>
          <a href={`tel:${dial}`}>
            <Icon name="phone" />
            <strong>{shown}</strong> <span>{t[what]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
