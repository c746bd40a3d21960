/** A run of words that stays, goes or comes. */
export interface DiffPart {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Longer texts are told whole: the table below would grow with the product of both. */
const MOST_WORDS = 1200;

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+(?:[’'@.-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** Length of the longest common run of words from each pair of positions on. */
function commonFrom(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}

function joined(parts: DiffPart[], kind: DiffPart["kind"], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/** What changed between two texts, word by word (longest common subsequence). */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const parts: DiffPart[] = [];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return [{ kind: "gone", text: before }, { kind: "new", text: after }];
  const common = commonFrom(a, b);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      joined(parts, "same", a[i]!);
      [i, j] = [i + 1, j + 1];
    } else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) joined(parts, "gone", a[i++]!);
    else joined(parts, "new", b[j++]!);
  }
  return parts;
}
