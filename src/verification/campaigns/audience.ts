import type { ServiceRecord } from "../../directory/index.ts";
import type { Audience } from "./campaign.contract.ts";

/** What an audience must know of records beside themselves. */
export interface AudienceFacts {
  areasOf(record: ServiceRecord): readonly string[];
  /** How often people looked for what it offers, where it is. */
  usage(record: ServiceRecord): number;
}

function hasNeed(record: ServiceRecord, needs: readonly string[]): boolean {
  return record.needs.some((code) => needs.includes(code) || needs.includes(code.split(".")[0]!));
}

type Test = (audience: Audience, record: ServiceRecord, facts: AudienceFacts) => boolean;

/** One test for each thing that an audience may ask. */
const TESTS: readonly Test[] = [
  (_, { visibility }) => visibility !== "closed" && visibility !== "hidden",
  ({ drafts }, { visibility }) => drafts === undefined || visibility === "draft",
  ({ areas }, record, facts) => areas === undefined || facts.areasOf(record).some((area) => areas.includes(area)),
  ({ needs }, record) => needs === undefined || hasNeed(record, needs),
  ({ staleSince }, { provenance }) => staleSince === undefined || provenance.verifiedOn === null || provenance.verifiedOn < staleSince,
  ({ sources }, { provenance }) => sources === undefined || sources.includes(provenance.source),
  ({ unverified }, { provenance }) => unverified === undefined || provenance.verifiedOn === null,
];

/** Is this record one that the audience means? (`mostUsed` compares records: `selectAudience`.) */
export function isMeant(audience: Audience, record: ServiceRecord, facts: AudienceFacts): boolean {
  return TESTS.every((test) => test(audience, record, facts));
}

/** The most used first, then the longest unverified: the order in which records are asked. */
export function byImportance(facts: AudienceFacts): (a: ServiceRecord, b: ServiceRecord) => number {
  const verified = ({ provenance }: ServiceRecord) => provenance.verifiedOn ?? "";
  return (a, b) => facts.usage(b) - facts.usage(a) || verified(a).localeCompare(verified(b)) || a.id.localeCompare(b.id);
}

/** The records of an audience, the most important first. */
export function selectAudience(records: readonly ServiceRecord[], audience: Audience, facts: AudienceFacts): ServiceRecord[] {
  const meant = records.filter((record) => isMeant(audience, record, facts)).sort(byImportance(facts));
  return audience.mostUsed === undefined ? meant : meant.slice(0, audience.mostUsed);
}

const ADDRESS = /[^\s@<>,;:"()]+@[^\s@<>,;:"()]+\.[^\s@<>,;:"().]+/;

/** Where to write about a record: the first whole address that it or its organisation gives; null: nowhere. */
export function addressOf({ email, organization }: Pick<ServiceRecord, "email" | "organization">): string | null {
  return ADDRESS.exec(email ?? "")?.[0] ?? ADDRESS.exec(organization.email ?? "")?.[0] ?? null;
}

/** Nobody ever asked to be in the sample: such records are never written to at their real address. */
export function isSample({ provenance, notice }: Pick<ServiceRecord, "provenance" | "notice">): boolean {
  return provenance.source === "sample" || notice === "unverifiedSample";
}

/** In which language to write to an organisation: the one it wrote its own record in. */
export function langOf({ texts }: Pick<ServiceRecord, "texts">): "fr" | "en" {
  if (texts.fr === null) return "en";
  return texts.en?.state === "written" && texts.fr.state !== "written" ? "en" : "fr";
}
