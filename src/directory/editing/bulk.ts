import type { ServiceRecord } from "../directory.contract.ts";
import type { BulkChange } from "./editing.contract.ts";

/*
 * The same change to many records. Each gives the record as it would become; one that changes nothing gives it as it is.
 */

type Apply<K extends BulkChange["kind"]> = (record: ServiceRecord, change: Extract<BulkChange, { kind: K }>) => ServiceRecord;

function replacedText(record: ServiceRecord, { lang, field, find, by }: Extract<BulkChange, { kind: "replaceText" }>): ServiceRecord {
  const text = record.texts[lang];
  const said = text?.[field];
  if (!text || !said || !said.includes(find)) return record;
  const replaced = said.replaceAll(find, by).trim();
  // A name is never empty; anything else may be.
  if (replaced === "" && field === "name") return record;
  return { ...record, texts: { ...record.texts, [lang]: { ...text, [field]: replaced === "" ? null : replaced } } };
}

const APPLY: { [K in BulkChange["kind"]]: Apply<K> } = {
  addNeed: (record, { code }) => (record.needs.includes(code) ? record : { ...record, needs: [...record.needs, code] }),
  removeNeed: (record, { code }) => (record.needs.length > 1 ? { ...record, needs: record.needs.filter((need) => need !== code) } : record),
  replaceNeed: (record, { code, by }) => (record.needs.includes(code) ? { ...record, needs: [...new Set(record.needs.map((need) => (need === code ? by : need)))] } : record),
  addArea: (record, { area }) => (record.areas.some(({ kind, code }) => kind === area.kind && code === area.code) ? record : { ...record, areas: [...record.areas, { ...area, assumed: false }] }),
  removeArea: (record, { area }) => ({ ...record, areas: record.areas.filter(({ kind, code }) => kind !== area.kind || code !== area.code) }),
  setVisibility: (record, { visibility }) => ({ ...record, visibility, notice: visibility === "publicWithNotice" ? (record.notice ?? "unverified") : record.notice }),
  addLanguage: (record, { language }) => (record.languages.includes(language) ? record : { ...record, languages: [...record.languages, language] }),
  setNextDue: (record, { day }) => ({ ...record, provenance: { ...record.provenance, nextDue: day } }),
  replaceText: replacedText,
};

/** A record as a bulk change would make it. */
export function applyBulk(record: ServiceRecord, change: BulkChange): ServiceRecord {
  return (APPLY[change.kind] as Apply<BulkChange["kind"]>)(record, change as never);
}
