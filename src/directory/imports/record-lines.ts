import { formatPhone } from "../../platform/i18n/format.ts";
import type { ServiceAtLocation, ServiceRecord } from "../directory.contract.ts";
import { toOsmHours } from "../hours/hours-osm-write.ts";

function labelled(label: string, value: string | null | undefined): string[] {
  return value ? [`    ${label.padEnd(14)}${value.replaceAll("\n", " ").slice(0, 200)}`] : [];
}

function bothNames(texts: ServiceRecord["texts"] | ServiceRecord["organization"]["texts"]): string {
  return [texts.fr?.name, texts.en?.name].filter(Boolean).join(" / ");
}

function placeLines({ location, phones, hours, hoursNote }: ServiceAtLocation): string[] {
  const where = location.confidential ? "confidential" : [location.address, location.city, location.postalCode].filter(Boolean).join(", ") || location.kind;
  const point = location.lat === null ? "" : ` (${location.lat}, ${location.lon}, ${location.pointSource})`;
  return [
    ...labelled("place", `${where}${point}`),
    ...phones.flatMap(({ number, extension, kind, note }) => labelled("phone", [formatPhone(number), extension && `ext. ${extension}`, kind !== "voice" && kind, note.fr ?? note.en].filter(Boolean).join(", "))),
    ...labelled("hours", (hours === null ? null : toOsmHours(hours)) ?? hoursNote.fr ?? hoursNote.en),
  ];
}

/** A record in plain text, for whoever checks an import before it is done. */
export function recordLines(record: ServiceRecord): string[] {
  const text = record.texts.fr ?? record.texts.en;
  return [
    `  ${bothNames(record.texts)}`,
    ...labelled("organization", bothNames(record.organization.texts)),
    ...labelled("does", text?.description),
    ...labelled("for", text?.eligibility),
    ...labelled("needs", record.needs.join(", ") || "none known: it stays a draft"),
    ...labelled("areas", record.areas.map(({ kind, code, assumed }) => `${kind}:${code}${assumed ? " (assumed)" : ""}`).join(", ")),
    ...record.at.flatMap(placeLines),
    ...labelled("website", record.website ?? record.organization.website),
    ...labelled("e-mail", record.email ?? record.organization.email),
    ...labelled("visibility", record.visibility),
    "",
  ];
}
