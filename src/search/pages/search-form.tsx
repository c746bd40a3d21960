import type { ReactElement } from "react";
import { address } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { TEXT_LIMIT } from "../search.contract.ts";
import { signOf } from "../counting/search-counts.ts";
import { resultsMessages } from "./results.messages.ts";
import { Suggestions } from "./suggestions.tsx";

interface SearchFormProps {
  lang: Lang;
  q: string;
  place: string;
  /** `kind:code` of a place known for sure, which holds while the box still says its name. */
  at?: string;
  /** The need chosen by a button before, which holds when the box is left empty. */
  otherwise?: string;
}

/** One box for the need, one for the place; works without JavaScript. `before` tells, of a question asked again, that it was. */
export function SearchForm({ lang, q, place, at = "", otherwise = "" }: SearchFormProps): ReactElement {
  const t = resultsMessages[lang];
  return (
    <form className="ask" role="search" aria-label={t.formLabel} action={address("search", lang)} method="get">
      <div>
        <label htmlFor="q">
          {t.need} <span className="hint">{t.needHint}</span>
        </label>
        <input type="search" id="q" name="q" defaultValue={q} maxLength={TEXT_LIMIT} autoComplete="off" autoCapitalize="sentences" enterKeyHint="next" />
        <Suggestions box="what" lang={lang} />
      </div>
      <div>
        <label htmlFor="place">
          {t.place} <span className="hint">{t.placeHint}</span>
        </label>
        <input type="text" id="place" name="place" defaultValue={place} maxLength={TEXT_LIMIT} autoComplete="off" enterKeyHint="search" />
        <Suggestions box="where" lang={lang} />
      </div>
      <input type="hidden" name="at" defaultValue={at} disabled={at === ""} />
      {q && <input type="hidden" name="before" value={signOf(q)} />}
      {otherwise && <input type="hidden" name="otherwise" value={otherwise} />}
      <button className="btn main" type="submit">
        {t.search}
      </button>
    </form>
  );
}
