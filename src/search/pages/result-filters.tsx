import type { ReactElement } from "react";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { formatCount, typographic } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchAnswer } from "../search.ts";
import { resultsMessages } from "./results.messages.ts";
import type { Asked, SearchPageDeps } from "./search-page.ts";

/** Filters of one kind shown at the most. */
const MOST = 8;

interface FilterProps {
  deps: SearchPageDeps;
  lang: Lang;
  asked: Asked;
  answer: SearchAnswer;
}

function Chip({ lang, asked, change, on, words, count }: { lang: Lang; asked: Asked; change: Partial<Asked>; on: boolean; words: string; count: number | null }): ReactElement {
  const href = withQuery(address("search", lang), { ...asked, offset: "", ...change });
  return (
    <a className="chip" href={href} aria-current={on ? "true" : undefined} rel="nofollow">
      {on && <Icon name="x" />}
      {words}
      {count !== null && <small>{formatCount(count, lang)}</small>}
    </a>
  );
}

function languageName(code: string, lang: Lang): string {
  return new Intl.DisplayNames([lang === "fr" ? "fr-CA" : "en-CA"], { type: "language" }).of(code) ?? code;
}

function NeedChips({ deps, lang, asked, answer }: FilterProps): ReactElement | null {
  const codes = answer.facets.needs.filter(({ code }) => code === asked.need || !asked.need).slice(0, MOST);
  if (codes.length < 2 && !asked.need) return null;
  return (
    <>
      {codes.map(({ code, count }) => (
        <Chip key={code} lang={lang} asked={asked} change={{ need: asked.need === code ? "" : code }} on={asked.need === code} words={typographic(deps.needs.need(code)?.label[lang] ?? code, lang)} count={count} />
      ))}
    </>
  );
}

/** Filters as links that can be undone: open now, language, exact need. */
export function Filters(props: FilterProps): ReactElement | null {
  const { lang, asked, answer } = props;
  const t = resultsMessages[lang];
  const filtered = Boolean(asked.open || asked.language);
  if (answer.total === 0 && !filtered) return null;
  const languages = answer.facets.languages.filter(({ code }) => code !== lang || asked.language === code).slice(0, MOST);
  return (
    <details className="filters" open={filtered}>
      <summary>
        <Icon name="sliders-horizontal" size={20} />
        {t.filters}
      </summary>
      <div className="chips">
        <Chip lang={lang} asked={asked} change={{ open: asked.open ? "" : "now" }} on={asked.open !== ""} words={t.filterOpen} count={answer.facets.openNow} />
        {languages.map(({ code, count }) => (
          <Chip key={code} lang={lang} asked={asked} change={{ language: asked.language === code ? "" : code }} on={asked.language === code} words={t.filterLanguage(languageName(code, lang))} count={count} />
        ))}
        <NeedChips {...props} />
      </div>
    </details>
  );
}
