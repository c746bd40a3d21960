import type { ServiceRecord } from "../directory.contract.ts";
import type { Outcome } from "../directory.store.ts";
import type { Fault } from "./record-check.ts";
import { recordLines } from "./record-lines.ts";

/** Where in the input a record stands. */
export interface Origin {
  file: string;
  /** Line of the file, or position in a list, from 1. */
  line: number;
}

/** One thing of an input: a record, or why it cannot be one. */
export type ImportItem = { origin: Origin } & ({ record: ServiceRecord } | { faults: Fault[] });

export interface Refusal extends Origin {
  field: string;
  reason: string;
}

/** What an import did; `refused` counts records, `refusals` lists the reasons (the first thousand). */
export interface ImportReport {
  source: string;
  /** ISO instant that its changes bear in the history. */
  at: string;
  /** Nothing was written: what an import would do. */
  dryRun: boolean;
  /** Of a dry run: the first records that would be created or updated. */
  samples: ServiceRecord[];
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Of those saved, how many are not published (drafts, closed). */
  unpublished: number;
  /** New proposals: what an editor or a better source keeps otherwise. */
  proposed: number;
  refusals: Refusal[];
  seconds: number;
}

const SAMPLES = 3;
const MOST_REFUSALS = 1000;
const SHOWN_REFUSALS = 20;

export function emptyReport(source: string, at: Date, dryRun: boolean): ImportReport {
  return { source, at: at.toISOString(), dryRun, samples: [], read: 0, created: 0, updated: 0, unchanged: 0, refused: 0, unpublished: 0, proposed: 0, refusals: [], seconds: 0 };
}

export function noteOutcome(report: ImportReport, record: ServiceRecord, outcome: Outcome): void {
  report[outcome] += 1;
  if (report.dryRun && outcome !== "unchanged" && report.samples.length < SAMPLES) report.samples.push(record);
  if (record.visibility !== "published" && record.visibility !== "publicWithNotice") report.unpublished += 1;
}

export function noteRefusal(report: ImportReport, origin: Origin, faults: readonly Fault[]): void {
  report.refused += 1;
  for (const fault of faults) if (report.refusals.length < MOST_REFUSALS) report.refusals.push({ ...origin, ...fault });
}

/** The report for the terminal. */
export function reportLines(report: ImportReport): string[] {
  const { source, dryRun, samples, read, created, updated, unchanged, refused, unpublished, proposed, refusals, seconds } = report;
  const lines = [
    ...samples.flatMap(recordLines),
    `${source}${dryRun ? " (dry run, nothing was written)" : ""}: read ${read}, created ${created}, updated ${updated}, unchanged ${unchanged}, refused ${refused} (${seconds.toFixed(1)} s).`,
    ...(unpublished > 0 ? [`  ${unpublished} kept but not published: drafts that nobody could reach or that have no known need, and services closed for good.`] : []),
    ...(proposed > 0 ? [`  ${proposed} new proposals: fields that an editor or a better source keeps otherwise, left as they are; see them with fanal proposals.`] : []),
    ...refusals.slice(0, SHOWN_REFUSALS).map(({ file, line, field, reason }) => `  refused ${file}:${line} ${field}: ${reason}`),
  ];
  const more = refusals.length - SHOWN_REFUSALS;
  return more > 0 ? [...lines, `  … and ${more} more; use --report <file> to see them.`] : lines;
}
