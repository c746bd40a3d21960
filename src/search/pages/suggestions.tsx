import type { ReactElement } from "react";
import { ROUTES } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import type { IconName } from "../../platform/html/icons.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SuggestedKind } from "../suggest.ts";
import { resultsMessages } from "./results.messages.ts";

/** Which suggestions go with which box, and the sign of each kind. */
const KINDS: Record<"what" | "where", readonly SuggestedKind[]> = { what: ["need", "organization", "service"], where: ["place"] };
const SIGNS: Record<SuggestedKind, IconName> = { need: "search", organization: "users", service: "file-text", place: "map-pin" };

/** The last word of an option: its kind, or what choosing it does. A place's own words say its kind. */
function sayKind(kind: SuggestedKind, lang: Lang): string | null {
  return kind === "place" ? null : resultsMessages[lang].suggestions[kind];
}

/** The page that choosing leads to; without one, it fills the box. */
function leadsTo(kind: SuggestedKind, lang: Lang): string | undefined {
  return kind === "organization" || kind === "service" ? ROUTES[kind][lang] : undefined;
}

function Option({ kind, lang }: { kind: SuggestedKind; lang: Lang }): ReactElement {
  const said = sayKind(kind, lang);
  return (
    <div role="option" aria-selected="false" data-kind={kind} data-page={leadsTo(kind, lang)}>
      <Icon name={SIGNS[kind]} size={20} />
      <span className="words">
        <b />
        <small />
        {said && <span className="kind">{said}</span>}
      </span>
    </div>
  );
}

/** What the browser script makes suggestions of, right after the box they are for. Nothing of it shows without the script. */
export function Suggestions({ box, lang }: { box: "what" | "where"; lang: Lang }): ReactElement {
  const t = resultsMessages[lang].suggestions;
  return (
    <template data-suggest={`/api/suggest?lang=${lang}&kind=${KINDS[box].join(",")}&q=`}>
      <div className="suggestions" role="listbox" aria-label={t[box]} hidden>
        {KINDS[box].map((kind) => (
          <Option key={kind} kind={kind} lang={lang} />
        ))}
      </div>
      <div className="vh" role="status" data-one={t.one} data-many={t.many("#")} />
    </template>
  );
}
