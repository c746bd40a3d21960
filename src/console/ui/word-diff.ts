/** A run of words that stayed, came or went. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Words and what stands between them, so that joining gives the text back. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
}

/** Lengths of the longest common runs from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  }
  return table;
}

/** Beyond this many words a side, the whole text is shown as replaced. */
const MOST_WORDS = 3000;

/** What changed from one text to another, word by word (longest common subsequence). */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const parts: DiffPart[] = [];
  const add = (kind: DiffPart["kind"], text: string) => {
    if (text === "") return;
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    add("removed", before);
    add("added", after);
    return parts;
  }
  const table = commonLengths(a, b);
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      add("same", a[i++]!);
      j++;
    } else if (table[i + 1]![j]! >= table[i]![j + 1]!) add("removed", a[i++]!);
    else add("added", b[j++]!);
  }
  add("removed", a.slice(i).join(""));
  add("added", b.slice(j).join(""));
  return parts;
}
