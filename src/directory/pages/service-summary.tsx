import type { ReactElement } from "react";
import { address } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { PublishedService } from "../directory.contract.ts";
import { Phones, phonesOf } from "./phones.tsx";
import { recordMessages } from "./record.messages.ts";
import { field, organizationName, serviceName } from "./record-text.ts";
import { Say } from "./spoken.tsx";

/** A service in a list: name, who offers it, what it is, where, and the numbers to call. */
export function ServiceSummary({ service, lang, level }: { service: PublishedService; lang: Lang; level: "h2" | "h3" }): ReactElement {
  const t = recordMessages[lang];
  const Heading = level;
  const description = field(service.texts, "description", lang);
  const location = service.at[0]?.location;
  const where = location?.confidential ? t.confidential : [location?.address, location?.city, location?.postalCode].filter(Boolean).join(", ");
  return (
    <>
      <Heading>
        <a href={address("service", lang, { id: service.id })}>
          <Say said={serviceName(service, lang)} lang={lang} />
        </a>
      </Heading>
      <p className="org">
        <Say said={organizationName(service.organization, lang)} lang={lang} />
      </p>
      {description && (
        <p>
          <Say said={description} lang={lang} />
        </p>
      )}
      {where && <p>{where}</p>}
      <Phones phones={phonesOf(service, service.at[0])} lang={lang} plain />
    </>
  );
}
