/** Most parts of a text that one finding is quoted from. */
const WIDEST = 4;
/** Most parts of a text from which those that tell nothing are left out one by one. */
const MOST_PARTS = 24;

const tidy = (part: string): string =>
  part
    .replaceAll(/\s+/gu, " ")
    .replace(/[\s,،.;؛:]$/u, "")
    .trim();

/** Leaves out each part without which the rest tells the same. */
function needed(parts: readonly string[], tells: (text: string) => boolean): readonly string[] {
  if (parts.length > MOST_PARTS) return parts;
  let left = parts;
  for (const part of parts) {
    const without = left.filter((each) => each !== part);
    if (tells(without.join(""))) left = without;
  }
  return left;
}

/**
 * The words of a text by which a rule finds something, as a person reads them; null if it finds nothing. Short findings are quoted alone,
 * with «…» between. The same text always gives the same words.
 */
export function tellingWords(text: string, tells: (part: string) => boolean): string | null {
  if (!tells(text)) return null;
  const parts = text.split(/(?<=[,،.!?؟؛;:\n])/u);
  const found: string[] = [];
  for (let at = 0; at < parts.length; at++)
    for (let width = 1; width <= WIDEST && at + width <= parts.length; width++) {
      if (!tells(parts.slice(at, at + width).join(""))) continue;
      const end = at + width;
      while (at + 1 < end && tells(parts.slice(at + 1, end).join(""))) at++;
      found.push(parts.slice(at, end).join(""));
      at = end - 1;
      break;
    }
  return (found.length > 0 ? found : needed(parts, tells))
    .map(tidy)
    .filter((part) => part !== "")
    .join(" … ");
}
