import type { Text3 } from "@amaliyat/domain/kernel";
import { orderOf, type Act } from "./act.ts";

/** An act that the room refused, with its sentence; it stays until the person has read it. */
export type RefusedAct = { readonly act: Act; readonly text: Text3 };

/**
 * Acts that the phone has not sent yet, oldest first. `landed` are acts that the room carried out and that the last duty read does not show
 * yet. `names` maps names given by the phone to those of the room.
 */
export type Outbox = {
  readonly waiting: readonly Act[];
  readonly landed: readonly Act[];
  readonly refused: readonly RefusedAct[];
  readonly names: Readonly<Record<string, string>>;
};

export const EMPTY: Outbox = { waiting: [], landed: [], refused: [], names: {} };

/** Calls for help have a line of their own, so that none waits behind what hangs on a bad link. Pictures are heavy, and come last. */
export const LANES = ["panic", "line", "photo"] as const;
export type Lane = (typeof LANES)[number];
const laneOf = ({ kind }: Act): Lane => (kind === "panic" || kind === "photo" ? kind : "line");

/** Result of an act at the room. `order` is the room's name of an assignment that the act made. */
export type Outcome = { readonly kind: "done"; readonly order?: string | undefined } | { readonly kind: "refused"; readonly text: Text3 };

const named = <T extends Act>(act: T, names: Outbox["names"]): T => {
  const order = orderOf(act);
  const name = order === null ? undefined : names[order];
  return name === undefined ? act : { ...act, order: name };
};

/** Puts an act in; a call for help before all others. One that is in already changes nothing. */
export function enqueue(box: Outbox, given: Act): Outbox {
  if ([...box.waiting, ...box.landed].some(({ key }) => key === given.key)) return box;
  const act = named(given, box.names);
  const after = box.waiting.filter((each) => laneOf(each) === "panic").length;
  const waiting = laneOf(act) === "panic" ? box.waiting.toSpliced(after, 0, act) : [...box.waiting, act];
  return { ...box, waiting };
}

/** The act that a lane sends next; a picture only when nothing else waits. */
export function nextOf({ waiting }: Outbox, lane: Lane): Act | null {
  if (lane === "photo" && waiting.some((act) => laneOf(act) !== "photo")) return null;
  return waiting.find((act) => laneOf(act) === lane) ?? null;
}

/** The outbox once the room has answered an act. Acts that depend on a refused one are refused with it. */
export function settle(box: Outbox, key: string, outcome: Outcome): Outbox {
  const act = box.waiting.find((each) => each.key === key);
  if (act === undefined) return box;
  const waiting = box.waiting.filter((each) => each !== act);
  if (outcome.kind === "refused") {
    const stands = (each: Act): boolean => act.kind === "flag_down" && orderOf(each) === act.order;
    const fallen = [act, ...waiting.filter(stands)].map((each) => ({ act: each, text: outcome.text }));
    return { ...box, waiting: waiting.filter((each) => !stands(each)), refused: [...box.refused, ...fallen] };
  }
  const names = act.kind === "flag_down" && outcome.order !== undefined ? { ...box.names, [act.order]: outcome.order } : box.names;
  const rename = (each: Act): Act => named(each, names);
  return { ...box, waiting: waiting.map(rename), landed: [...box.landed, rename(act)], names };
}

/** The outbox after a duty was read that began when these acts had landed. */
export function seen(box: Outbox, keys: ReadonlySet<string>): Outbox {
  return keys.size === 0 ? box : { ...box, landed: box.landed.filter(({ key }) => !keys.has(key)) };
}

/** Lets go of an act that was refused; the person has read why. */
export const dismiss = (box: Outbox, key: string): Outbox => ({ ...box, refused: box.refused.filter(({ act }) => act.key !== key) });
