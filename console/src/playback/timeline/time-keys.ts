/** Act of a key on the timeline: a step in ms, or one of its ends. */
export type TimeAct = { readonly kind: "by"; readonly ms: number } | { readonly kind: "to"; readonly end: "from" | "to" };

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">;

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -5000,
  ArrowRight: 5000,
  ArrowDown: -1000,
  ArrowUp: 1000,
  PageDown: -60_000,
  PageUp: 60_000,
};

/** With Shift a step is six times as long. */
const FARTHER = 6;

/** Reads a key pressed on the timeline; null for one that is not its own. */
export function timeAct(press: Press): TimeAct | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const step = STEPS[press.key];
  if (step !== undefined) return { kind: "by", ms: press.shiftKey ? step * FARTHER : step };
  if (press.shiftKey) return null;
  if (press.key === "Home") return { kind: "to", end: "from" };
  return press.key === "End" ? { kind: "to", end: "to" } : null;
}
