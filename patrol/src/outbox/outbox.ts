import type { Text3 } from "@amaliyat/domain/kernel";
import { isOwnName, orderOf, type Act } from "./act.ts";

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

/** Acts with one chain go in their order: those of one assignment, those on one BOLO, and those of which the last counts. */
function chainOf(act: Act): string {
  const order = orderOf(act);
  if (order !== null) return `order ${order}`;
  if (act.kind === "bolo_read" || act.kind === "bolo_seen") return `bolo ${act.bolo}`;
  return act.kind === "hear" || act.kind === "crew" ? act.kind : act.key;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The act that a lane sends next; a picture only when nothing else waits. Acts in `passed` are left out, and those behind them in their
 * chain. A picture does not wait for acts at which the room fails again and again (`failing`), but for those of its own assignment.
 */
export function nextOf({ waiting }: Outbox, lane: Lane, passed = NONE, failing = NONE): Act | null {
  const held = new Set<string>();
  for (const act of lane === "photo" ? waiting : []) {
    if (laneOf(act) === "photo") continue;
    if (!failing.has(act.key) && !held.has(chainOf(act))) return null;
    held.add(chainOf(act));
  }
  for (const act of waiting) {
    if (laneOf(act) !== lane) continue;
    if (!passed.has(act.key) && !held.has(chainOf(act))) return act;
    if (lane !== "photo") held.add(chainOf(act));
  }
  return null;
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

/** Puts a refused act back among those that wait. Acts of an assignment that the room does not know go back together. */
export function sendAgain(box: Outbox, key: string): Outbox {
  const order = box.refused.flatMap(({ act }) => (act.key === key ? [orderOf(act)] : []))[0] ?? null;
  const isBack = (act: Act): boolean => act.key === key || (order !== null && isOwnName(order) && orderOf(act) === order);
  const refused = box.refused.filter(({ act }) => !isBack(act));
  return box.refused.flatMap(({ act }) => (isBack(act) ? [act] : [])).reduce(enqueue, { ...box, refused });
}

/** The acts whose pictures the phone still needs: they wait, or can be sent again. */
export const pictureKeys = ({ waiting, refused }: Outbox): readonly string[] =>
  [...waiting, ...refused.map(({ act }) => act)].flatMap(({ kind, key }) => (kind === "photo" ? [key] : []));

/** Lets go of an act that was refused; the person has read why. */
export const dismiss = (box: Outbox, key: string): Outbox => ({ ...box, refused: box.refused.filter(({ act }) => act.key !== key) });
