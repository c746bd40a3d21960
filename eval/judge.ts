import type { PublishedService } from "../src/directory/index.ts";
import { fold } from "../src/platform/i18n/fold.ts";
import type { Lang } from "../src/platform/i18n/lang.ts";
import type { Place, Territory } from "../src/territory/index.ts";

/** Kinds of question, so that a weakness shows where it is. */
export const KINDS = ["situation", "word", "term", "error", "place", "nearmiss", "name", "outofscope"] as const;

/** A judged question: which needs answer it (2 = exactly, 1 = helps too), or which organisations, or nothing. */
export interface Judged {
  /** When it was written, and whether anything was tuned on it: see README. */
  set: "tuned" | "second" | "unseen" | "third" | "fresh" | "last";
  kind: (typeof KINDS)[number];
  lang: Lang;
  q: string;
  place: string;
  needs?: Record<string, number>;
  organizations?: string[];
  nothing?: true;
}

export interface Measures {
  /** Good answers among the first three, over as many as there are to find. */
  precision: number;
  /** The same over three always, even where the data holds fewer good answers. */
  strict: number;
  ndcg: number;
}

/** Grade of a service for a question asked from a home: 0 where it does not accept the home. */
export function gradeOf(service: PublishedService, judged: Judged, home: Place | null, territory: Territory): number {
  if (home && territory.serves(service.areas, home) === "no") return 0;
  const named = judged.organizations?.some((name) => fold(name) === fold(service.organization.texts.fr?.name ?? ""));
  return Math.max(named ? 2 : 0, ...service.needs.map((code) => judged.needs?.[code] ?? 0));
}

/**
 * Is what the question is understood as, first, exactly what answers it? Null where it asks for no need.
 * A question out of scope is understood when nothing is answered.
 */
export function isUnderstood(judged: Judged, firstNeed: string | null): boolean | null {
  return judged.needs ? judged.needs[firstNeed ?? ""] === 2 : null;
}

/** Of the first three, those that surely or presumably accept the home; null without a home or a result. */
export function servesHome(found: readonly PublishedService[], home: Place | null, territory: Territory): number | null {
  const first = found.slice(0, 3);
  if (home === null || first.length === 0) return null;
  return first.filter(({ areas }) => ["yes", "assumed"].includes(territory.serves(areas, home))).length / first.length;
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);
}

/**
 * Precision at 3 (over as many as the directory holds, at most 3) and nDCG at 10.
 * A question that asks for nothing we know must find nothing. Null: the directory holds no answer to judge by.
 */
export function measure(found: readonly PublishedService[], all: readonly PublishedService[], judged: Judged, home: Place | null, territory: Territory): Measures | null {
  if (judged.nothing) return found.length === 0 ? { precision: 1, strict: 1, ndcg: 1 } : { precision: 0, strict: 0, ndcg: 0 };
  const grade = (service: PublishedService) => gradeOf(service, judged, home, territory);
  const ideal = all.map(grade).filter((value) => value > 0).sort((a, b) => b - a);
  if (ideal.length === 0) return null;
  const grades = found.slice(0, 10).map(grade);
  const good = grades.slice(0, 3).filter((value) => value > 0).length;
  return { precision: good / Math.min(3, ideal.length), strict: good / 3, ndcg: gain(grades) / gain(ideal.slice(0, 10)) };
}
