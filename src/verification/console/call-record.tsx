import type { ReactElement, ReactNode } from "react";
import { LinkButton, useFormat, useLang, useMay, useMessages } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../../directory/directory.contract.ts";
import { formatPhone } from "../../platform/i18n/format.ts";
import { otherLang } from "../../platform/i18n/lang.ts";
import type { FollowUpView } from "../console.contract.ts";
import { callsMessages } from "./calls.messages.ts";

interface CallRecordProps {
  record: ServiceRecord;
  hours: FollowUpView["hours"];
}

function phonesOf({ phones }: { phones: ServiceRecord["at"][number]["phones"] }): string {
  return phones.map(({ number, extension }) => formatPhone(number) + (extension ? ` #${extension}` : "")).join(", ");
}

/** Each place on its own line. */
function usePlaces({ record, hours }: CallRecordProps): ReactNode {
  const t = useMessages(callsMessages);
  const lang = useLang();
  return record.at.map((at) => {
    const { location } = at;
    const sentence = hours.find((one) => one.at === at.id)?.sentence[lang];
    const lines = [location.confidential ? t.hiddenPlace : null, [location.address, location.city, location.postalCode].filter(Boolean).join(", "), phonesOf(at), sentence, at.hoursNote[lang] ?? at.hoursNote[otherLang(lang)]];
    return (
      <span key={at.id} className="place">
        {lines.filter(Boolean).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    );
  });
}

/** The record as it is read aloud, in the reader's language. */
export function CallRecord({ record, hours }: CallRecordProps): ReactElement {
  const t = useMessages(callsMessages);
  const lang = useLang();
  const format = useFormat();
  const may = useMay();
  const places = usePlaces({ record, hours });
  const texts = record.texts[lang] ?? record.texts[otherLang(lang)];
  const { verifiedOn } = record.provenance;
  const facts: [string, ReactNode][] = [
    [t.facts.description, texts?.description],
    [t.facts.place, places],
    [t.facts.phones, phonesOf(record.organization)],
    [t.facts.email, record.email ?? record.organization.email],
    [t.facts.website, record.website ?? record.organization.website],
    [t.facts.eligibility, texts?.eligibility],
    [t.facts.fees, texts?.fees],
    [t.facts.documents, texts?.documents],
    [t.facts.application, texts?.application],
    [t.facts.verified, verifiedOn ? format.date(verifiedOn) : t.never],
  ];
  return (
    <section className="card call-record" aria-labelledby="record">
      <h2 id="record">{t.record}</h2>
      <p>
        <strong>{texts?.name}</strong>
      </p>
      <dl className="facts tight">
        {facts
          .filter(([, said]) => Boolean(said))
          .map(([term, said]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
      <div className="row">
        <LinkButton icon={may("record.edit") ? "pencil" : "list"} href={`/console/records/${record.id}${may("record.edit") ? "/edit" : ""}`}>
          {may("record.edit") ? t.editRecord : t.seeRecord}
        </LinkButton>
      </div>
    </section>
  );
}
