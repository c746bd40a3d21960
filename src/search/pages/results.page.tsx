import type { ReactElement } from "react";
import { needAddress } from "../../directory/index.ts";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { HelpLines } from "../../platform/html/help-lines.tsx";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import { formatCount, midSentence, typographic } from "../../platform/i18n/format.ts";
import { LANGS, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import type { SearchAnswer, SearchHit } from "../search.ts";
import { BestCard, OtherCard } from "./result-card.tsx";
import { Filters } from "./result-filters.tsx";
import { NextSteps } from "./next-steps.tsx";
import { PlaceChooser } from "./place-chooser.tsx";
import { ResultsMap } from "./results-map.tsx";
import { resultsMessages } from "./results.messages.ts";
import { SearchForm } from "./search-form.tsx";
import type { Asked, SearchPageDeps } from "./search-page.ts";
import { UrgentHelp } from "./urgent-help.tsx";

/** Results on one page. */
export const PAGE_SIZE = 12;
/** The best, shown as such. */
const BEST = 3;
/** Services of other territories shown after the last that serves here. */
const AWAY = 3;

interface View {
  deps: SearchPageDeps;
  lang: Lang;
  asked: Asked;
  answer: SearchAnswer;
}

function searchAddress(lang: Lang, asked: Asked, change: Partial<Asked> = {}): string {
  return withQuery(address("search", lang), { ...asked, ...change });
}

function both(asked: Asked): PerLang<string> {
  return Object.fromEntries(LANGS.map((lang) => [lang, searchAddress(lang, asked)])) as PerLang<string>;
}

/** Results that serve, or may serve, the home; the others come after them and are not counted as help. */
function servingCount({ total, facets }: SearchAnswer): number {
  return total - facets.serves.no;
}

/** Something serves the home, but none of it is what was asked. */
function isOnlyRelated({ hits }: SearchAnswer): boolean {
  const [first] = hits;
  return first !== undefined && first.serves !== "no" && hits.every(({ serves, foundBy }) => serves === "no" || foundBy === "related");
}

function heading({ lang, answer }: View): string {
  const t = resultsMessages[lang];
  const place = answer.query.place?.name ?? null;
  const serving = servingCount(answer);
  if (place !== null && isOnlyRelated(answer)) return t.onlyRelated(place);
  if (place === null && serving > BEST) return t.headingPlaceless(formatCount(serving, lang));
  return serving > BEST ? t.headingMany(place) : t.heading(serving, place);
}

function Understood({ deps, lang, asked, answer }: View): ReactElement | null {
  const t = resultsMessages[lang];
  const needs = answer.query.needs.slice(0, 3).flatMap(({ code }) => deps.needs.need(code) ?? []);
  const corrections = answer.query.corrected.map(({ typed, read }) => t.corrected(typed, read)).join(" ");
  const unclear = asked.q !== "" && needs.length === 0 && answer.hits[0]?.foundBy === "words";
  if (needs.length === 0) return corrections || unclear ? <p>{[corrections, unclear ? t.outOfScope : ""].join(" ")}</p> : null;
  return (
    <p>
      {corrections && <>{corrections} </>}
      {t.understood}{" "}
      {needs.map((need, index) => (
        <span key={need.code}>
          {index > 0 && " · "}
          <a href={needAddress(need, lang)}>{midSentence(typographic(need.label[lang], lang))}</a>
        </span>
      ))}
      {answer.query.place && <> · {answer.query.place.name}</>}
    </p>
  );
}

function Pages({ lang, asked, answer }: View): ReactElement | null {
  const t = resultsMessages[lang];
  const offset = Number(asked.offset) || 0;
  const more = offset + PAGE_SIZE < servingCount(answer);
  if (offset === 0 && !more) return null;
  return (
    <nav className="pages" aria-label={t.pageNav}>
      {offset > 0 && (
        <a className="btn quiet" href={searchAddress(lang, asked, { offset: offset > PAGE_SIZE ? String(offset - PAGE_SIZE) : "" })}>
          <Icon name="arrow-left" />
          {t.previous}
        </a>
      )}
      {more && (
        <a className="btn quiet" href={searchAddress(lang, asked, { offset: String(offset + PAGE_SIZE) })}>
          {t.next}
          <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  );
}

/** Up to three best. Without a home, only what is offered everywhere can be called a choice for this person. */
function bestOf(serving: SearchHit[], hasHome: boolean): SearchHit[] {
  const isForThem = ({ service }: SearchHit) => hasHome || service.areas.some(({ kind }) => kind === "province");
  const first = serving.slice(0, BEST);
  const until = first.findIndex((hit) => !isForThem(hit));
  return until === -1 ? first : first.slice(0, until);
}

function carriedWords(asked: Asked): Record<string, string> {
  return { q: asked.q, place: asked.place, need: asked.need };
}

function Cards({ view, best, others, away }: { view: View; best: SearchHit[]; others: SearchHit[]; away: SearchHit[] }): ReactElement {
  const { lang, asked, answer } = view;
  const t = resultsMessages[lang];
  const carried = carriedWords(asked);
  const now = view.deps.clock.now();
  return (
    <div>
      {best.length > 0 && <h2 className="vh">{t.bestTitle}</h2>}
      <ol className="cards best">
        {best.map((hit, index) => (
          <li key={hit.at.id}>
            <BestCard hit={hit} lang={lang} now={now} carried={carried} rank={index + 1} />
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">{best.length > 0 ? t.others(formatCount(servingCount(answer) - BEST, lang)) : t.all}</h2>
          <ol className="cards others">
            {others.map((hit) => (
              <li key={hit.at.id}>
                <OtherCard hit={hit} lang={lang} now={now} carried={carried} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {away.length > 0 && (
        <section className="away" aria-labelledby="away">
          <h2 id="away">{t.away}</h2>
          <p>{t.awayText}</p>
          <ol className="cards others">
            {away.map((hit) => (
              <li key={hit.at.id}>
                <OtherCard hit={hit} lang={lang} now={now} carried={carried} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <Pages {...view} />
    </div>
  );
}

/** The place box: a place known by its code is said by its name. */
function placeSaid({ asked, answer }: View): { place: string; at?: string } {
  const { place } = answer.query;
  return place && asked.place.includes(":") ? { place: place.name, at: asked.place } : { place: asked.place };
}

/** The results: danger first, then what was understood, the three best, the others, what does not serve here, what to do next. */
export function resultsPage(view: View): ReactElement {
  const { deps, lang, asked, answer } = view;
  const t = resultsMessages[lang];
  const serving = answer.hits.filter(({ serves }) => serves !== "no");
  const firstPage = !(Number(asked.offset) > 0);
  const best = firstPage ? bestOf(serving, answer.query.place !== null) : [];
  const others = serving.slice(best.length);
  const away = answer.hits.filter(({ serves }) => serves === "no").slice(0, AWAY);
  const title = t.title(asked.q || t.resultsFor, answer.query.place?.name ?? null);
  return (
    <Layout config={deps.config} lang={lang} title={title} addresses={both(asked)} hidden>
      {answer.query.urgent && (
        <div className="wrap">
          <UrgentHelp urgent={answer.query.urgent} lang={lang} place={asked.place} />
        </div>
      )}
      <div className="band">
        <div className="wrap">
          <SearchForm lang={lang} q={asked.q} {...placeSaid(view)} otherwise={asked.q === "" ? asked.need : ""} />
        </div>
      </div>
      <div className="wrap">
        <div className="page-head">
          <h1>{heading(view)}</h1>
          <Understood {...view} />
        </div>
        <PlaceChooser lang={lang} asked={asked} answer={answer} />
        <Filters deps={deps} lang={lang} asked={asked} answer={answer} />
        <div className="two">
          <Cards view={view} best={best} others={others} away={away} />
          <aside className="side" aria-labelledby="lines">
            {answer.query.place && <ResultsMap territory={deps.territory} home={answer.query.place} hits={[...best, ...others]} lang={lang} />}
            <div className="card talk">
              <h2 id="lines">{t.talk}</h2>
              <HelpLines lang={lang} />
            </div>
          </aside>
        </div>
        {(servingCount(answer) <= BEST || isOnlyRelated(answer)) && <NextSteps deps={deps} lang={lang} asked={asked} answer={answer} />}
      </div>
    </Layout>
  );
}
