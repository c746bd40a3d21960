import type { ReactElement } from "react";
import { address, withQuery } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchAnswer } from "../search.ts";
import { resultsMessages } from "./results.messages.ts";
import type { Asked } from "./search-page.ts";

/** Candidates shown at the most: a rural postal area can hold dozens of towns, and home may be any of them. */
const MOST = 60;

/** Asks which place is meant (homonyms, rural postal codes), says when it is unknown, or asks for one. */
export function PlaceChooser({ lang, asked, answer }: { lang: Lang; asked: Asked; answer: SearchAnswer }): ReactElement | null {
  const t = resultsMessages[lang];
  const { place, placeCandidates } = answer.query;
  if (place) return null;
  if (placeCandidates.length === 0) return <p className="notice">{asked.place ? t.unknownPlace(asked.place) : t.needPlace}</p>;
  return (
    <section className="choose" aria-labelledby="choose">
      <h2 id="choose">{t.chooseTitle}</h2>
      <p>{t.chooseText(asked.place || asked.q)}</p>
      <ul className="tiles stack">
        {placeCandidates.slice(0, MOST).map((candidate) => (
          <li key={`${candidate.kind}:${candidate.code}`}>
            <a href={withQuery(address("search", lang), { ...asked, offset: "", place: `${candidate.kind}:${candidate.code}` })}>
              {candidate.name}
              <small>{candidate.context}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
