import type { ReactElement, ReactNode } from "react";
import { EmptyState, Fault, Loading, Notice, useFormat, useLang, useMessages, type ApiError } from "../../console/ui/index.ts";
import type { Estimate, ToldFault, Wire } from "../console.contract.ts";
import { campaignsMessages } from "./campaigns.messages.ts";

/** Whom the letters really go to, when it is not to the organisations. */
export function Mailbox({ estimate: { sample, redirectedTo, leaves } }: { estimate: Wire<Estimate> }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  return (
    <>
      {sample > 0 && (
        <Notice kind="warning" title={t.sampleTitle}>
          {redirectedTo === null ? t.sampleRefused(format.count(sample)) : t.sampleRedirected(redirectedTo)}
        </Notice>
      )}
      {sample === 0 && redirectedTo !== null && (
        <Notice kind="warning" title={t.redirectedTitle}>
          {t.redirected(redirectedTo)}
        </Notice>
      )}
      {!leaves && <Notice>{t.stays}</Notice>}
    </>
  );
}

/** How many, who has no e-mail, how long. */
export function EstimateFacts({ estimate }: { estimate: Wire<Estimate> }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const span = (first: string, last: string) => {
    if (format.moment(first) === format.moment(last)) return format.moment(first);
    return t.fromTo(format.moment(first), format.day(first) === format.day(last) ? format.time(last) : format.moment(last));
  };
  const { letters, withoutAddress, unwilling, firstAt, lastAt } = estimate;
  const facts: [string, string][] = [[t.willWrite, format.count(letters)]];
  if (letters > 0) facts.push([t.willLeave, span(firstAt, lastAt)]);
  if (withoutAddress > 0) facts.push([t.noAddress, t.callAtOnce(format.count(withoutAddress))]);
  if (unwilling > 0) facts.push([t.unwilling, t.callAtOnce(format.count(unwilling))]);
  return (
    <dl className="facts tight">
      {facts.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ faults }: { faults: readonly ToldFault[] }): ReactElement | null {
  const t = useMessages(campaignsMessages);
  const lang = useLang();
  if (faults.length === 0) return null;
  return (
    <Notice kind="fault" title={t.faultsTitle}>
      <ul className="faults">
        {faults.map(({ letter, lang: of, fault, word, say }) => (
          <li key={`${letter}${of}${fault}${word}`}>
            <strong>{t.inLetter[letter][of]}</strong> {say[lang]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface BuildEstimateProps {
  estimate: Wire<Estimate> | null;
  /** Of what is on the page now. */
  fresh: boolean;
  error: ApiError | null;
  faults: readonly ToldFault[];
  isSaved: boolean;
  /** What can be done. */
  children: ReactNode;
}

/** Beside the steps: what starting would do now. */
export function BuildEstimate({ estimate, fresh, error, faults, isSaved, children }: BuildEstimateProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  return (
    <aside className="card editor-side" aria-labelledby="estimate">
      <h2 id="estimate">{t.estimate}</h2>
      <div className={fresh ? "estimate" : "estimate stale"} aria-live="polite">
        {!estimate && !error && <Loading />}
        <Fault error={error} />
        {estimate?.records === 0 && (
          <EmptyState icon="search" title={t.nobody}>
            {t.nobodyLead}
          </EmptyState>
        )}
        {estimate && estimate.records > 0 && (
          <>
            <p className="big-number">
              {estimate.records === 1 ? t.recordsOne : t.records(format.count(estimate.records))}
              <small>{t.ofOrganizations(format.count(estimate.organizations), estimate.organizations === 1)}</small>
            </p>
            <EstimateFacts estimate={estimate} />
            <Mailbox estimate={estimate} />
          </>
        )}
      </div>
      <Faults faults={faults} />
      <div className="editor-actions">
        {children}
        {!isSaved && <p className="fine">{t.unsaved}</p>}
      </div>
    </aside>
  );
}
