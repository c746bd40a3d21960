import type { ReactElement, ReactNode } from "react";
import { OpenFact, organizationName, PhoneButton, phonesOf, Say, serviceName } from "../../directory/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { Lantern } from "../../platform/html/icon.tsx";
import { AsOfNotice } from "../../platform/html/records-as-of.tsx";
import { ASSETS } from "../../platform/http/assets.ts";
import { midSentence, typographic } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { UrgentLines, type SearchAnswer, type SearchHit } from "../../search/index.ts";
import { widgetMessages } from "../widget.messages.ts";
import type { WidgetDeps } from "../widget.ts";

/** What the framed box was asked; "" when absent. */
export type FrameQuestion = Record<"q" | "place" | "need", string>;

interface View {
  deps: WidgetDeps;
  lang: Lang;
  asked: FrameQuestion;
}

/** Results in the frame: the rest is one link away. */
const SHOWN = 5;
/** Places to choose from, at the most. */
const MOST_PLACES = 12;

/** Links lead out of the frame, onto our site; only the box itself stays in it. */
function Frame({ deps, lang, asked, oembed, children }: View & { oembed: string; children: ReactNode }): ReactElement {
  const { title } = widgetMessages[lang];
  const here = (one: Lang) => deps.config.publicUrl + withQuery(address("widget", one), asked);
  return (
    <html lang={lang === "fr" ? "fr-CA" : "en-CA"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – fanal 211`}</title>
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <base target="_top" />
        <link rel="stylesheet" href={ASSETS.style} />
        <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
        <link rel="canonical" href={here(lang)} />
        <link rel="alternate" hrefLang="fr-CA" href={here("fr")} />
        <link rel="alternate" hrefLang="en-CA" href={here("en")} />
        <link rel="alternate" type="application/json+oembed" href={oembed} title={title} />
      </head>
      <body className="framed">{children}</body>
    </html>
  );
}

function Box({ deps, lang, asked }: View): ReactElement {
  const t = widgetMessages[lang];
  const need = deps.needs.need(asked.need);
  return (
    <div className="band">
      <div className="wrap">
        <h1>{t.title}</h1>
        {need && <p>{`${t.chosen} ${midSentence(typographic(need.label[lang], lang))}`}</p>}
        <form className="ask" role="search" aria-label={t.title} action={address("widget", lang)} method="get" target="_self">
          <div>
            <label htmlFor="q">{need ? t.otherNeed : t.need}</label>
            <input type="text" id="q" name="q" defaultValue={asked.q} maxLength={200} autoComplete="off" />
          </div>
          <div>
            <label htmlFor="place">
              {t.place} <span className="hint">{t.placeHint}</span>
            </label>
            <input type="text" id="place" name="place" defaultValue={nameOfPlace(deps, asked.place)} maxLength={200} autoComplete="off" />
          </div>
          {need && <input type="hidden" name="need" value={need.code} />}
          <button className="btn main" type="submit">
            {t.search}
          </button>
        </form>
      </div>
    </div>
  );
}

/** A place given by its code is shown by its name. */
function nameOfPlace({ territory }: WidgetDeps, place: string): string {
  const [kind, code] = place.split(":");
  if (!kind || !code) return place;
  return territory.place(kind as Parameters<typeof territory.place>[0], code)?.name ?? place;
}

function Urgent({ urgent, lang }: { urgent: NonNullable<SearchAnswer["query"]["urgent"]>; lang: Lang }): ReactElement {
  return (
    <section className="urgent" aria-labelledby="urgent">
      <h2 id="urgent">{widgetMessages[lang].urgent[urgent]}</h2>
      <UrgentLines urgent={urgent} lang={lang} />
    </section>
  );
}

function Card({ deps, lang, hit }: { deps: WidgetDeps; lang: Lang; hit: SearchHit }): ReactElement {
  const phone = phonesOf(hit.service, hit.at)[0];
  return (
    <article className="card">
      <h3>
        <a href={address("service", lang, { id: hit.service.id })} rel="noreferrer">
          <Say said={serviceName(hit.service, lang)} lang={lang} />
        </a>
      </h3>
      <p className="org">
        <Say said={organizationName(hit.service.organization, lang)} lang={lang} />
      </p>
      <ul className="facts">
        <OpenFact at={hit.at} state={hit.open} now={deps.clock.now()} lang={lang} />
      </ul>
      <ul className="why">
        {hit.why.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {phone && (
        <div className="row">
          <PhoneButton phone={phone} lang={lang} main={false} />
        </div>
      )}
    </article>
  );
}

function Call211({ lang, text }: { lang: Lang; text: string }): ReactElement {
  return (
    <>
      <h2>{text}</h2>
      <p>
        <a className="btn main" href="tel:211">
          {widgetMessages[lang].call211}
        </a>
      </p>
    </>
  );
}

function Places({ lang, asked, answer }: View & { answer: SearchAnswer }): ReactElement {
  return (
    <>
      <h2>{widgetMessages[lang].chooseTitle}</h2>
      <ul className="tiles stack">
        {answer.query.placeCandidates.slice(0, MOST_PLACES).map(({ kind, code, name, context }) => (
          <li key={kind + code}>
            <a href={withQuery(address("widget", lang), { ...asked, place: `${kind}:${code}` })} target="_self">
              {name}
              <small>{context}</small>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Found({ view, answer }: { view: View; answer: SearchAnswer }): ReactElement {
  const { deps, lang, asked } = view;
  const t = widgetMessages[lang];
  const { place, placeCandidates } = answer.query;
  if (!place && placeCandidates.length > 0) return <Places {...view} answer={answer} />;
  if (!place && asked.place) return <h2>{t.unknownPlace}</h2>;
  const serving = answer.total - answer.facets.serves.no;
  if (serving === 0) return <Call211 lang={lang} text={t.nothing(place?.name ?? null)} />;
  return (
    <>
      <h2>{t.found(serving, place?.name ?? null)}</h2>
      {!place && <p>{t.addPlace}</p>}
      <ol className="cards">
        {answer.hits.filter(({ serves }) => serves !== "no").map((hit) => (
          <li key={hit.at.id}>
            <Card deps={deps} lang={lang} hit={hit} />
          </li>
        ))}
      </ol>
      <p className="row">
        <a className="btn main" href={withQuery(address("search", lang), asked)} rel="noreferrer">
          {t.all}
        </a>
      </p>
    </>
  );
}

/** Asks the search; a place or need that does not exist is a sentence in the frame, not a page of ours. */
function answerOf({ deps, lang, asked }: View): SearchAnswer | FanalError | null {
  if (!asked.q && !asked.need) return null;
  const needs = asked.q ? [] : [asked.need];
  try {
    return deps.search.search({ lang, q: asked.q, place: asked.place, needs, openNow: false, language: null, limit: SHOWN, offset: 0 });
  } catch (error) {
    if (error instanceof FanalError) return error;
    throw error;
  }
}

/** The search box as a page for frames: the same as the script's, without a script. */
export function framePage(deps: WidgetDeps, lang: Lang, asked: FrameQuestion, oembed: string): ReactElement {
  const t = widgetMessages[lang];
  const view = { deps, lang, asked };
  const answer = answerOf(view);
  const urgent = answer instanceof FanalError ? null : answer?.query.urgent;
  return (
    <Frame {...view} oembed={oembed}>
      <main>
        <AsOfNotice lang={lang} />
        {urgent && (
          <div className="wrap">
            <Urgent urgent={urgent} lang={lang} />
          </div>
        )}
        <Box {...view} />
        <div className="wrap">
          {answer instanceof FanalError ? <Call211 lang={lang} text={answer.say[lang]} /> : answer && <Found view={view} answer={answer} />}
        </div>
      </main>
      <footer>
        <div className="wrap">
          <a className="brand" href={address("home", lang)} rel="noreferrer">
            <Lantern />
            <span>fanal 211</span>
          </a>
          <p>
            {t.promise} {t.danger} <a href="tel:911">9-1-1</a>.
          </p>
        </div>
      </footer>
    </Frame>
  );
}
