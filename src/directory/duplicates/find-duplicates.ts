import { allNames, type Profile } from "./profile.ts";
import { likeness, THRESHOLD, wordWeights, type Likeness, type WordWeight } from "./score.ts";

export interface Candidate extends Likeness {
  one: string;
  other: string;
}

/** A key that so many records share tells nothing: other keys will bring them together. */
const MOST_IN_BLOCK = 120;
/** A word or two that stand for a name in its keys. */
const TELLING = 3;

function nameKeys(profile: Profile, weight: WordWeight): string[] {
  const { city } = profile;
  return allNames(profile).flatMap(({ key, words }) => {
    const rarest = [...words].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)).slice(0, TELLING);
    const pairs = rarest.flatMap((word, index) => rarest.slice(index + 1).map((other) => `w:${[word, other].sort().join(" ")}`));
    return [`n:${key}`, ...pairs, ...rarest.map((word) => `c:${city ?? ""}:${word}`)];
  });
}

/** A square of about 250 m and those beside it, so that near points share one. */
function cellKeys({ point }: Profile): string[] {
  if (!point) return [];
  const [row, column] = [Math.floor(point.lat * 400), Math.floor(point.lon * 280)];
  return [0, 1].flatMap((down) => [0, 1].map((right) => `p:${row + down}:${column + right}`));
}

/** What may bring two records together. */
function blockKeys(profile: Profile, weight: WordWeight): string[] {
  const { postalCode, city, address, phones, hosts, neq } = profile;
  return [
    ...nameKeys(profile, weight),
    ...cellKeys(profile),
    ...(postalCode ? [`z:${postalCode}`] : []),
    ...(address?.number ? [...address.street].map((word) => `s:${postalCode?.slice(0, 3) ?? city}:${address.number}:${word}`) : []),
    ...phones.filter((number) => number.startsWith("+")).map((number) => `t:${number}`),
    ...hosts.map((host) => `h:${host}`),
    ...(neq ? [`q:${neq}`] : []),
  ];
}

function blocksOf(profiles: readonly Profile[], weight: WordWeight): Map<string, number[]> {
  const blocks = new Map<string, number[]>();
  for (const [index, profile] of profiles.entries()) {
    for (const key of new Set(blockKeys(profile, weight))) {
      const block = blocks.get(key);
      if (block) block.push(index);
      else blocks.set(key, [index]);
    }
  }
  return blocks;
}

/**
 * The pairs that are likely the same, surest first. Only records that share a key are compared, so that
 * tens of thousands take seconds. `mayPair` leaves out pairs that need no look.
 */
export function findDuplicates<P extends Profile>(profiles: readonly P[], mayPair: (a: P, b: P) => boolean = () => true): Candidate[] {
  const weight = wordWeights(profiles);
  const found: Candidate[] = [];
  const compared = new Set<number>();
  for (const block of blocksOf(profiles, weight).values()) {
    if (block.length > MOST_IN_BLOCK) continue;
    for (const [position, i] of block.entries()) {
      for (const j of block.slice(position + 1)) {
        const pair = i * profiles.length + j;
        if (compared.has(pair)) continue;
        compared.add(pair);
        const [a, b] = [profiles[i]!, profiles[j]!];
        if (!mayPair(a, b)) continue;
        const alike = likeness(a, b, weight);
        if (alike.score >= THRESHOLD) found.push({ one: a.id, other: b.id, ...alike });
      }
    }
  }
  return found.sort((a, b) => b.score - a.score || (a.one < b.one ? -1 : 1));
}
