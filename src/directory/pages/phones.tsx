import type { ReactElement } from "react";
import { Icon } from "../../platform/html/icon.tsx";
import type { IconName } from "../../platform/html/icons.ts";
import { formatPhone } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Phone, PublishedService, ServiceAtLocation } from "../directory.contract.ts";
import { note } from "./record-text.ts";
import { recordMessages } from "./record.messages.ts";
import { Say } from "./spoken.tsx";

/** A `tel:` address; the extension is dialled after a pause (RFC 3966 `ext` is ignored by most phones). */
export function dial(phone: Phone): string {
  const number = phone.number + (phone.extension ? `,${phone.extension}` : "");
  return phone.kind === "sms" ? `sms:${phone.number}` : `tel:${number}`;
}

/** A number that a person asks for help at. */
export type CalledPhone = Phone & { kind: Exclude<Phone["kind"], "fax"> };

/** The numbers to call for a service: its own first, else its organisation's. Fax is never a way to ask for help. */
export function phonesOf(service: PublishedService, at: ServiceAtLocation | undefined): CalledPhone[] {
  const own = at?.phones ?? [];
  const phones = own.length > 0 ? own : service.organization.phones;
  return phones.filter((phone): phone is CalledPhone => phone.kind !== "fax");
}

/** What a number is for, and the number as people read it. */
export function phoneLabel(phone: Phone, lang: Lang): string {
  const t = recordMessages[lang];
  const shown = formatPhone(phone.number) + (phone.extension ? `, ${t.extension}\u00a0${phone.extension}` : "");
  if (phone.kind === "voice") return `${t.call} ${shown}`;
  return `${t[phone.kind]} ${shown}`;
}

const SIGN: Record<Phone["kind"], IconName> = { voice: "phone", tty: "phone", sms: "message-circle", fax: "printer" };

/** One number as a button that dials on a tap. */
export function PhoneButton({ phone, lang, main }: { phone: Phone; lang: Lang; main: boolean }): ReactElement {
  return (
    <a className={main ? "btn main" : "btn quiet"} href={dial(phone)}>
      <Icon name={SIGN[phone.kind]} />
      {phoneLabel(phone, lang)}
    </a>
  );
}

/** Every number of a record, the first one standing out; `plain` where a page lists several records. */
export function Phones({ phones, lang, plain = false }: { phones: readonly Phone[]; lang: Lang; plain?: boolean }): ReactElement | null {
  if (phones.length === 0) return null;
  return (
    <ul className={plain ? "phones plain" : "phones"}>
      {phones.map((phone, index) => {
        const said = note(phone.note, lang);
        return (
          <li key={`${phone.number}-${phone.kind}-${phone.extension ?? ""}`}>
            <PhoneButton phone={phone} lang={lang} main={index === 0 && !plain} />
            {said && (
              <p className="note">
                <Say said={said} lang={lang} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
