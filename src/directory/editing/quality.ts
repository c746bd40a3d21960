import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";

/*
 * How complete and how fresh a record is, in points out of 100, and what would raise it. Weights say what matters
 * to whoever looks for help: a way to reach it, when, for whom, near which home; then the other language.
 */

export const CRITERIA = ["reachable", "hours", "areas", "needs", "description", "eligibility", "fees", "documents", "application", "verified", "otherLanguage", "translationFresh", "place", "languages"] as const;
export type Criterion = (typeof CRITERIA)[number];

const DAY_MS = 24 * 3600 * 1000;
const FRESH_DAYS = 365;

const POINTS: Readonly<Record<Criterion, number>> = {
  reachable: 14, hours: 12, areas: 10, needs: 8, description: 8, eligibility: 7, fees: 5, documents: 3, application: 5, verified: 12, otherLanguage: 6, translationFresh: 3, place: 4, languages: 3,
};

type Text = NonNullable<ServiceRecord["texts"][Lang]>;

function saysInAny({ texts }: ServiceRecord, field: Exclude<keyof Text, "state">): boolean {
  return LANGS.some((lang) => Boolean(texts[lang]?.[field]));
}

function isReachable({ at, email, website, organization }: ServiceRecord): boolean {
  return at.some(({ phones }) => phones.length > 0) || organization.phones.length > 0 || email !== null || website !== null;
}

function isVerified({ provenance: { verifiedOn, verifiedBy } }: ServiceRecord, now: Date): boolean {
  return verifiedOn !== null && verifiedBy !== "source" && now.getTime() - Date.parse(verifiedOn) <= FRESH_DAYS * DAY_MS;
}

/** Whoever comes must find the door; a service by telephone, or one that hides, needs none. */
function isPlaced({ at }: ServiceRecord): boolean {
  return at.every(({ location }) => location.kind === "virtual" || location.confidential || (location.address !== null && location.lat !== null));
}

const FULFILLED: Readonly<Record<Criterion, (record: ServiceRecord, now: Date) => boolean>> = {
  reachable: isReachable,
  hours: ({ at }) => at.every(({ hours, hoursNote }) => hours !== null || hoursNote.fr !== null || hoursNote.en !== null),
  areas: ({ areas }) => areas.length > 0 && areas.every(({ assumed }) => !assumed),
  needs: ({ needs }) => needs.length > 0,
  description: (record) => saysInAny(record, "description"),
  eligibility: (record) => saysInAny(record, "eligibility"),
  fees: (record) => saysInAny(record, "fees"),
  documents: (record) => saysInAny(record, "documents"),
  application: (record) => saysInAny(record, "application"),
  verified: isVerified,
  otherLanguage: ({ texts }) => LANGS.every((lang) => texts[lang] !== null),
  translationFresh: ({ texts }) => LANGS.every((lang) => texts[lang]?.state !== "outdated" && texts[lang]?.state !== "machine"),
  place: isPlaced,
  languages: ({ languages }) => languages.length > 0,
};

export interface Quality {
  /** 0–100. */
  score: number;
  /** What is missing, and the points that it would bring, most first. */
  missing: { criterion: Criterion; points: number }[];
}

/** The quality of a record now. */
export function qualityOf(record: ServiceRecord, now: Date): Quality {
  const missing = CRITERIA.filter((criterion) => !FULFILLED[criterion](record, now)).map((criterion) => ({ criterion, points: POINTS[criterion] }));
  const lost = missing.reduce((sum, { points }) => sum + points, 0);
  return { score: 100 - lost, missing: missing.sort((a, b) => b.points - a.points) };
}
