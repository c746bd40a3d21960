import type { ReactElement } from "react";
import { OpenFact, PhoneButton, phonesOf, Say, serviceName, organizationName, field } from "../../directory/index.ts";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { formatDistance } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchHit } from "../search.ts";
import { resultsMessages } from "./results.messages.ts";

interface CardProps {
  hit: SearchHit;
  lang: Lang;
  now: Date;
  /** Words of the search, carried to the record so that it can say "you live there" and lead back. */
  carried: Record<string, string>;
}

function recordAddress({ hit, lang, carried }: CardProps): string {
  return withQuery(address("service", lang, { id: hit.service.id }), carried);
}

/** Fees short enough for a line of facts ("Gratuit", "5 $ par panier"). */
const SHORT_FEE = 42;

function Facts({ hit, lang, now }: CardProps): ReactElement {
  const fees = field(hit.service.texts, "fees", lang);
  return (
    <ul className="facts">
      <OpenFact at={hit.at} state={hit.open} now={now} lang={lang} />
      {hit.distanceKm !== null && (
        <li>
          <Icon name="map-pin" />
          <span className="vh">{resultsMessages[lang].distance} : </span>
          {formatDistance(hit.distanceKm, lang)}
        </li>
      )}
      {fees && fees.text.length <= SHORT_FEE && (
        <li>
          <Icon name="wallet" />
          <Say said={fees} lang={lang} />
        </li>
      )}
    </ul>
  );
}

function Why({ hit }: CardProps): ReactElement | null {
  if (hit.why.reasons.length === 0) return null;
  return (
    <ul className="why">
      {hit.why.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** "Ville de Québec · Québec" says the town twice. */
function sameWords(city: string, hit: SearchHit): boolean {
  return organizationName(hit.service.organization, "fr").text.includes(city);
}

function Heading(props: CardProps): ReactElement {
  const { hit, lang } = props;
  return (
    <>
      <h3>
        <a href={recordAddress(props)}>
          <Say said={serviceName(hit.service, lang)} lang={lang} />
        </a>
      </h3>
      <p className="org">
        <Say said={organizationName(hit.service.organization, lang)} lang={lang} />
        {hit.at.location.city && !sameWords(hit.at.location.city, hit) && ` · ${hit.at.location.city}`}
      </p>
    </>
  );
}

/** One of the three best: everything needed to decide, and the number to call. */
export function BestCard(props: CardProps & { rank: number }): ReactElement {
  const { hit, lang, rank } = props;
  const t = resultsMessages[lang];
  const description = field(hit.service.texts, "description", lang);
  const phone = phonesOf(hit.service, hit.at)[0];
  return (
    <article className="card">
      <span className={hit.foundBy === "related" ? "rank related" : "rank"}>
        {rank}. {hit.foundBy === "related" ? t.alsoHelps : t.best[rank - 1]}
      </span>
      <Heading {...props} />
      {description && (
        <p>
          <Say said={description} lang={lang} />
        </p>
      )}
      <Facts {...props} />
      <Why {...props} />
      <div className="row">
        {phone && <PhoneButton phone={phone} lang={lang} main />}
        <a className="btn quiet" href={recordAddress(props)}>
          {t.details}
          <span className="vh"> : {serviceName(hit.service, lang).text}</span>
        </a>
      </div>
    </article>
  );
}

/** Any other result: shorter. */
export function OtherCard(props: CardProps): ReactElement {
  return (
    <article className="card">
      <Heading {...props} />
      <Facts {...props} />
      <Why {...props} />
    </article>
  );
}
