import type { Point } from "@amaliyat/domain/kernel";
import { between, movedBy, roundedPoint } from "../metres.ts";

/** Corners of a ring in their order, without the first one repeated at the end. */
export type Corners = readonly Point[];

/** A ring while it is drawn: its corners, the states before each change, and the corner in hand. */
export type Drawing = { readonly corners: Corners; readonly past: readonly Corners[]; readonly current: number };

export type RingAct =
  /** The corner that a click on the ground adds to. */
  | { readonly kind: "take"; readonly nth: number }
  /** A new corner behind another; behind the last one, between it and the first. */
  | { readonly kind: "add"; readonly after: number; readonly point: Point }
  /** `goesOn`: the same movement as before, undone in one step with it. */
  | { readonly kind: "move"; readonly nth: number; readonly point: Point; readonly goesOn: boolean }
  | { readonly kind: "remove"; readonly nth: number }
  | { readonly kind: "clear" }
  | { readonly kind: "undo" };

/** A boundary of the contract has no more corners. */
export const MOST_CORNERS = 2000;
/** Steps that can be undone. */
const PAST = 100;

const within = (nth: number, count: number): boolean => Number.isInteger(nth) && nth >= 0 && nth < count;
const isSame = (one: Point | undefined, other: Point): boolean => one?.lat === other.lat && one.lon === other.lon;

/** True if two rings have the same corners in the same order. */
export const isSameRing = (one: Corners, other: Corners): boolean =>
  one === other || (one.length === other.length && other.every((corner, nth) => isSame(one[nth], corner)));

/** The drawing after an act. An act that cannot be done, or that changes nothing, leaves it as it is. */
export function drawn(drawing: Drawing, act: RingAct): Drawing {
  const { corners, past } = drawing;
  const kept = (): readonly Corners[] => [...past, corners].slice(-PAST);
  switch (act.kind) {
    case "take":
      return act.nth === drawing.current || !within(act.nth, corners.length) ? drawing : { ...drawing, current: act.nth };
    case "add": {
      const point = roundedPoint(act.point);
      if (corners.length >= MOST_CORNERS || (corners.length > 0 && !within(act.after, corners.length))) return drawing;
      // No corner repeats its neighbour: it could not be seen, nor taken by the hand.
      if ([corners[act.after], corners[(act.after + 1) % Math.max(1, corners.length)]].some((beside) => isSame(beside, point)))
        return drawing;
      const current = corners.length === 0 ? 0 : act.after + 1;
      return { corners: corners.toSpliced(current, 0, point), past: kept(), current };
    }
    case "move": {
      const point = roundedPoint(act.point);
      if (!within(act.nth, corners.length) || isSame(corners[act.nth], point)) return drawing;
      return { corners: corners.with(act.nth, point), past: act.goesOn ? past : kept(), current: act.nth };
    }
    case "remove":
      if (!within(act.nth, corners.length)) return drawing;
      return { corners: corners.toSpliced(act.nth, 1), past: kept(), current: Math.max(0, act.nth - 1) };
    case "clear":
      return corners.length === 0 ? drawing : { corners: [], past: kept(), current: 0 };
    case "undo": {
      const before = past.at(-1);
      if (before === undefined) return drawing;
      return { corners: before, past: past.slice(0, -1), current: Math.min(drawing.current, Math.max(0, before.length - 1)) };
    }
  }
}

/** Side of the first triangle that is drawn without a mouse, metres. */
const FIRST_M = 200;

/** Place of a new corner behind another, without a mouse: halfway to the next one. The first three make a triangle. */
export function cornerBehind(corners: Corners, nth: number): Point | null {
  const [corner, next] = [corners[nth], corners[(nth + 1) % Math.max(1, corners.length)]];
  if (corner === undefined || next === undefined) return null;
  if (corners.length === 1) return movedBy(corner, FIRST_M, 0);
  return corners.length === 2 ? movedBy(between(corner, next), 0, -FIRST_M) : between(corner, next);
}

/** Act of a key on a corner. */
export type RingKey = "add" | "remove" | "undo";
const KEYS: Readonly<Record<string, RingKey>> = { Enter: "add", NumpadEnter: "add", Delete: "remove", Backspace: "remove" };

/** Reads a key pressed on a corner, arrows aside; physical keys, so that an Arabic layout works. Null for another key. */
export function ringKey(press: Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): RingKey | null {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (altKey || shiftKey) return null;
  if (ctrlKey || metaKey) return code === "KeyZ" ? "undo" : null;
  return KEYS[code] ?? null;
}
