/** A run of words that a correction keeps, adds or removes. */
export type WordChange = { readonly kind: "kept" | "added" | "removed"; readonly text: string };

const wordsOf = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== "");

/** Length of the longest common subsequence of `before` from `i` and `after` from `j`, at `[i][j]`. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let i = before.length - 1; i >= 0; i--) {
    const [row = [], next = []] = [lengths[i], lengths[i + 1]];
    for (let j = after.length - 1; j >= 0; j--)
      row[j] = before[i] === after[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
}

/** Compares two texts word by word, in the order of reading; removed words come before those that replace them. */
export function wordChanges(beforeText: string, afterText: string): readonly WordChange[] {
  const [before, after] = [wordsOf(beforeText), wordsOf(afterText)];
  const lengths = commonLengths(before, after);
  const changes: { kind: WordChange["kind"]; words: string[] }[] = [];
  const add = (kind: WordChange["kind"], word = ""): void => {
    const last = changes.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else changes.push({ kind, words: [word] });
  };
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      add("kept", before[i++]);
      j++;
    } else if (i < before.length && (j === after.length || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)))
      add("removed", before[i++]);
    else add("added", after[j++]);
  }
  return changes.map(({ kind, words }) => ({ kind, text: words.join(" ") }));
}
