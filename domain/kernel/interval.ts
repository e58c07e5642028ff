/** A half-open span of time `[from, to)`, in milliseconds since the Unix epoch (UTC). */
export type Interval = { readonly from: number; readonly to: number };

/** True if the two spans share at least one millisecond. */
export const overlaps = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;

/**
 * The parts of `whole` that no span of `covered` covers, in order.
 * `covered` may be unsorted and may overlap itself.
 */
export function subtract(whole: Interval, covered: readonly Interval[]): Interval[] {
  const holes: Interval[] = [];
  let at = whole.from;
  for (const span of covered.toSorted((a, b) => a.from - b.from)) {
    if (span.to <= at) continue;
    if (span.from >= whole.to) break;
    if (span.from > at) holes.push({ from: at, to: span.from });
    at = span.to;
  }
  if (at < whole.to) holes.push({ from: at, to: whole.to });
  return holes;
}
