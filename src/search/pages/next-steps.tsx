import type { ReactElement } from "react";
import { address, withQuery } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Area, Place } from "../../territory/index.ts";
import type { SearchAnswer } from "../search.ts";
import { resultsMessages } from "./results.messages.ts";
import type { Asked, SearchPageDeps } from "./search-page.ts";

const NEIGHBOURS = 5;

/** The next wider area of a home, up to its region. */
function wider(deps: SearchPageDeps, home: Place | null): Area | null {
  if (!home) return null;
  for (const kind of ["municipality", "mrc", "region"] as const) {
    const code = home.within[kind];
    if (code && !(home.kind === kind && home.code === code)) return deps.territory.area(kind, code);
  }
  return null;
}

/** Few or no results are never a dead end: widen, try the neighbours, drop filters, browse, call. */
export function NextSteps({ deps, lang, asked, answer }: { deps: SearchPageDeps; lang: Lang; asked: Asked; answer: SearchAnswer }): ReactElement {
  const t = resultsMessages[lang];
  const home = answer.query.place;
  const nothing = answer.total - answer.facets.serves.no === 0;
  const area = wider(deps, home);
  const again = (change: Partial<Asked>) => withQuery(address("search", lang), { ...asked, offset: "", ...change });
  const neighbours = home ? deps.territory.neighbours(home, NEIGHBOURS) : [];
  return (
    <section className="next-steps" aria-labelledby="next-steps">
      <h2 id="next-steps">{t.nothingTitle}</h2>
      <div className="chips">
        {area && (
          <a className="chip" href={again({ place: `${area.kind}:${area.code}` })}>
            {t.widen(area.name)}
          </a>
        )}
        {home && (
          <a className="chip" href={again({ place: "province:24" })}>
            {t.everywhere}
          </a>
        )}
        {(asked.open || asked.language) && (
          <a className="chip" href={again({ open: "", language: "" })}>
            {t.withoutFilters}
          </a>
        )}
        <a className="chip" href={address("needs", lang)}>
          {t.browse}
        </a>
      </div>
      {neighbours.length > 0 && (
        <>
          <p>{t.neighbours}</p>
          <div className="chips">
            {neighbours.map((near) => (
              <a key={near.code} className="chip" href={again({ place: `${near.kind}:${near.code}` })}>
                {near.name}
              </a>
            ))}
          </div>
        </>
      )}
      {nothing && <p>{t.otherWords}</p>}
      {nothing && deps.config.phoneLive && <p>{t.phoneLive}</p>}
    </section>
  );
}
