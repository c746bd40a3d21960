import { createEvent, type DateArray } from "ics";
import { FanalError } from "../../platform/errors.ts";
import { address } from "../../platform/html/addresses.ts";
import { formatPhone } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { PublishedService, ServiceAtLocation } from "../directory.contract.ts";
import type { Opening } from "./opening.ts";
import { phonesOf } from "./phones.tsx";
import { organizationName, serviceName } from "./record-text.ts";

function utc(iso: string): DateArray {
  const date = new Date(iso);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes()];
}

/** The next opening as a calendar event (RFC 5545). A confidential address is not in it. */
export function calendarEvent(publicUrl: string, service: PublishedService, at: ServiceAtLocation, opening: Opening, lang: Lang): string {
  const { location } = at;
  const phone = phonesOf(service, at)[0];
  const { error, value } = createEvent({
    productId: "fanal",
    uid: `${at.id}-${Date.parse(opening.opens)}@fanal`,
    start: utc(opening.opens),
    startInputType: "utc",
    end: utc(opening.closes),
    endInputType: "utc",
    title: `${serviceName(service, lang).text} – ${organizationName(service.organization, lang).text}`,
    ...(phone ? { description: formatPhone(phone.number) } : {}),
    ...(location.address && !location.confidential ? { location: [location.address, location.city, location.postalCode].filter(Boolean).join(", ") } : {}),
    url: publicUrl + address("service", lang, { id: service.id }),
  });
  if (!value) throw new FanalError("calendarFailed", 500, { fr: "Nous n’avons pas pu préparer le calendrier.", en: "We could not prepare the calendar event." }, error);
  return value;
}
