import type { PublishedService } from "../../directory/index.ts";

const PRIME = 0x01000193;

function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash >>> 0;
}

/** What an index is made of, in a few letters: the words that count and every service as it stands, in any order. */
export function fingerprint(words: unknown, services: Iterable<PublishedService>): string {
  let [one, two, count] = [0, 0, 0];
  for (const { id, updatedAt } of services) {
    const text = `${id} ${updatedAt}`;
    one = (one + hashText(text, 0x811c9dc5)) >>> 0;
    two = (two + hashText(text, 0x01234567)) >>> 0;
    count += 1;
  }
  return [hashText(JSON.stringify(words), 0x811c9dc5), count, one, two].map((part) => part.toString(36)).join("-");
}
