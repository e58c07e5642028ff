import { subtract, type Interval } from "../kernel/index.ts";
import type { GapCause } from "./gap-causes.ts";

/** A span without recording; `to` is null while it lasts. */
export type Gap = { readonly from: number; readonly to: number | null; readonly cause: GapCause };

/** A piece of a camera's timeline: recorded, or a gap with its cause. */
export type Piece = Interval & ({ readonly kind: "recorded" } | { readonly kind: "gap"; readonly cause: GapCause });

type Explained = Interval & { readonly cause: GapCause };

/** Gap rows without overlap, in order: a known cause before «unknown», then the one that began first. */
function disjoint(gaps: readonly Gap[]): Explained[] {
  const spans: Explained[] = [];
  let at = Number.NEGATIVE_INFINITY;
  for (const gap of gaps.filter((one) => one.cause !== "unknown").toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(gap.from, at);
    const to = gap.to ?? Number.POSITIVE_INFINITY;
    if (from >= to) continue;
    spans.push({ from, to, cause: gap.cause });
    at = to;
  }
  return spans;
}

/** Shortest freeze that is shown, ms: a picture that stands for less is taken for a slow one. */
export const SHOWN_FREEZE_MS = 500;

/**
 * Freezes within what was recorded, in order: the camera sent nothing for a while, and its file went on. A gap that touches a hole between
 * files is no freeze: the files are the facts there.
 */
function freezes(window: Interval, segments: readonly Interval[], explained: readonly Explained[]): Interval[] {
  const long = explained.filter(({ from, to }) => to < Number.POSITIVE_INFINITY && to - from >= SHOWN_FREEZE_MS);
  const [first, last] = [long.at(0), long.at(-1)];
  if (first === undefined || last === undefined) return [];
  // A freeze that reaches beyond the window is judged by the files around its ends.
  const holes = subtract({ from: Math.min(window.from, first.from), to: Math.max(window.to, last.to) }, segments);
  const found: Interval[] = [];
  let next = 0;
  for (const { from, to } of long) {
    while (next < holes.length && (holes[next]?.to ?? 0) < from) next += 1;
    const hole = holes[next];
    if (hole !== undefined && hole.from <= to) continue;
    const shown = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
    if (shown.from < shown.to) found.push(shown);
  }
  return found;
}

function push(pieces: Piece[], piece: Piece): void {
  if (piece.from >= piece.to) return;
  const last = pieces.at(-1);
  const same = last?.kind === piece.kind && (last.kind === "recorded" || (piece.kind === "gap" && last.cause === piece.cause));
  if (last && same) pieces[pieces.length - 1] = { ...last, to: piece.to };
  else pieces.push(piece);
}

/**
 * Recorded and missing parts of a window: ordered pieces that touch and tile the window exactly.
 * A segment is a fact, so it wins over a gap row that overlaps it, but not over a freeze within it. A part covered by neither is a gap of unknown cause.
 * Segments and gaps may come unsorted, overlapping, and reach beyond the window; clip the window at the present.
 */
export function timeline(window: Interval, segments: readonly Interval[], gaps: readonly Gap[]): Piece[] {
  const explained = disjoint(gaps);
  const pieces: Piece[] = [];
  let at = window.from;
  let next = 0;
  const holes = [...subtract(window, segments), ...freezes(window, segments, explained)].toSorted((a, b) => a.from - b.from);
  for (const hole of holes) {
    push(pieces, { kind: "recorded", from: at, to: hole.from });
    at = hole.from;
    while (next < explained.length && (explained[next]?.to ?? 0) <= at) next += 1;
    for (let i = next; i < explained.length; i++) {
      const span = explained[i];
      if (!span || span.from >= hole.to) break;
      push(pieces, { kind: "gap", cause: "unknown", from: at, to: Math.max(at, span.from) });
      at = Math.max(at, span.from);
      push(pieces, { kind: "gap", cause: span.cause, from: at, to: Math.min(hole.to, span.to) });
      at = Math.min(hole.to, span.to);
    }
    push(pieces, { kind: "gap", cause: "unknown", from: at, to: hole.to });
    at = hole.to;
  }
  push(pieces, { kind: "recorded", from: at, to: window.to });
  return pieces;
}

/** The piece that holds a moment; null outside the window. */
export const pieceAt = (pieces: readonly Piece[], at: number): Piece | null =>
  pieces.find((piece) => piece.from <= at && at < piece.to) ?? null;
