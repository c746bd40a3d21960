import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReactElement } from "react";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import { DATA_DIR } from "../../platform/paths.ts";
import type { Urgent } from "../danger.ts";
import { resultsMessages } from "./results.messages.ts";

interface UrgentLine extends Record<Lang, string> {
  dial: string;
  shown: string;
}

const LINES = JSON.parse(readFileSync(join(DATA_DIR, "urgent-lines.json"), "utf8")) as Record<Urgent, UrgentLine[]>;

/** The numbers to dial, large. */
export function UrgentLines({ urgent, lang }: { urgent: Urgent; lang: Lang }): ReactElement {
  return (
    <ul className="lines">
      {LINES[urgent].map((line) => (
        <li key={line.dial}>
          <a href={`tel:${line.dial}`}>
            <Icon name="phone" />
            <strong>{line.shown}</strong> <span>{line[lang]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** First the number, large, dialable; then one sentence; nothing else competes. */
export function UrgentHelp({ urgent, lang, place }: { urgent: Urgent; lang: Lang; place: string }): ReactElement {
  const t = resultsMessages[lang];
  return (
    <section className="urgent" aria-labelledby="urgent">
      <h2 id="urgent">{t.urgent[urgent].title}</h2>
      <UrgentLines urgent={urgent} lang={lang} />
      <p>{t.urgent[urgent].text}</p>
      {urgent === "danger" && (
        <p>
          <a href={withQuery(address("search", lang), { need: "violence.children", place })}>{t.childInDanger}</a>
        </p>
      )}
    </section>
  );
}
