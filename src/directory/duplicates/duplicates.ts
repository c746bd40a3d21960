import type pg from "pg";
import { findDuplicates, type Candidate } from "./find-duplicates.ts";
import { createdAt, DUPLICATE_KINDS, keepCandidates, readProfiles, type DuplicateKind, type SourcedProfile } from "./profiles.store.ts";

/** A pair that is likely the same, with names to know them by. */
export interface NamedCandidate extends Candidate {
  kind: DuplicateKind;
  oneName: string;
  otherName: string;
  sources: string[];
}

/** From here on two locations are surely near enough to be one. */
const SAME_PLACE = 0.45;

function named(kind: DuplicateKind, candidates: readonly Candidate[], profiles: readonly SourcedProfile[]): NamedCandidate[] {
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return candidates.map((candidate) => {
    const [one, other] = [byId.get(candidate.one)!, byId.get(candidate.other)!];
    return { ...candidate, kind, oneName: one.name, otherName: other.name, sources: [...new Set([...one.sources, ...other.sources])] };
  });
}

async function duplicatesOf(pool: pg.Pool, kind: DuplicateKind, at: Date, mayPair?: (a: SourcedProfile, b: SourcedProfile) => boolean): Promise<NamedCandidate[]> {
  const profiles = await readProfiles(pool, kind);
  // A location is a place: the same organisation elsewhere in town is another one.
  const candidates = findDuplicates(profiles, mayPair).filter(({ place }) => kind !== "location" || place >= SAME_PLACE);
  return named(kind, await keepCandidates(pool, kind, candidates, at), profiles);
}

/** Looks through the whole directory, and keeps what it finds for someone to decide. */
export async function findAllDuplicates(pool: pg.Pool, at: Date): Promise<NamedCandidate[]> {
  const found: NamedCandidate[] = [];
  for (const kind of DUPLICATE_KINDS) found.push(...(await duplicatesOf(pool, kind, at)));
  return found;
}

/** Of what an import created (its instant tells), what looks like something that another source already told. */
export async function duplicatesOfImport(pool: pg.Pool, importedAt: Date): Promise<NamedCandidate[]> {
  const found: NamedCandidate[] = [];
  for (const kind of DUPLICATE_KINDS) {
    const created = await createdAt(pool, kind, importedAt);
    if (created.size === 0) continue;
    const apart = (a: SourcedProfile, b: SourcedProfile) => created.has(a.id) !== created.has(b.id) && !a.sources.some((source) => b.sources.includes(source));
    found.push(...(await duplicatesOf(pool, kind, importedAt, apart)));
  }
  return found;
}

/** A pair for the terminal. */
export function candidateLine({ kind, score, oneName, otherName, one, other, reasons, sources }: NamedCandidate): string {
  return `  ${score.toFixed(2)} ${kind}: ${oneName} = ${otherName}? ${reasons.join(", ")} [${sources.join(", ")}]\n       fanal merge ${one} ${other}`;
}
