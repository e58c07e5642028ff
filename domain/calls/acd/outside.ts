import { compareCalls, rulesOf } from "./match.ts";
import type { Change } from "./change.ts";
import type { Acd, LineRules, Order, Outside, QueuedCall, Taker } from "./state.ts";

/** Ringing time of the telephone outside, ms: shorter than the time until its voicemail answers. */
export const OUTSIDE_RINGS_MS = 20_000;
/**
 * Ringing time of the other room, ms. It has a queue of its own, in which the caller would lose the place each time, and no voicemail. The
 * edge gives up a number that only rings after two minutes.
 */
export const OTHER_ROOM_RINGS_MS = 600_000;
/** Wait before it rings again after a failure, ms. */
export const OUTSIDE_AGAIN_MS = 5_000;
/** Wait for a console to return if nobody of the caller's line is in the queue, ms. Reloading a page takes less. */
export const NOBODY_MS = 3_000;

/** The numbers that ring for a caller in danger beside the consoles, while the caller keeps the place in the queue. */
export type Beside = {
  readonly of: "outside" | "otherRoom";
  readonly afterMs: (rules: LineRules) => number | null;
  readonly ringsMs: number;
  /** One telephone rings for one caller at a time; a room takes each caller. */
  readonly isOne: boolean;
  readonly ring: "ring_outside" | "ring_other_room";
  readonly hush: "hush_outside" | "hush_other_room";
};
export const TELEPHONE: Beside = {
  of: "outside",
  afterMs: ({ telephoneMs }) => telephoneMs,
  ringsMs: OUTSIDE_RINGS_MS,
  isOne: true,
  ring: "ring_outside",
  hush: "hush_outside",
};
export const OTHER_ROOM: Beside = {
  of: "otherRoom",
  afterMs: ({ otherRoomMs }) => otherRoomMs,
  ringsMs: OTHER_ROOM_RINGS_MS,
  isOne: false,
  ring: "ring_other_room",
  hush: "hush_other_room",
};
const ALL = [TELEPHONE, OTHER_ROOM] as const;

/** True for a call-taker in the queue, now or after the current call. */
export const isThere = ({ state }: Pick<Taker, "state">): boolean => state.kind !== "off" && state.kind !== "paused";

/** True while a caller who can speak is on the line of the room and no person has answered. */
const waitsForSomebody = ({ state, callBack, voiceless }: QueuedCall): boolean =>
  !voiceless && callBack !== "asked" && (state.kind === "waiting" || state.kind === "offered");

/** Most callers of a line that ring at the other room at a time: each takes a channel of the trunk, which new callers need. */
const MOST_RINGING = 4;

type LineNow = {
  /** Number of callers for whom each of the two rings. */
  readonly ringing: Record<Beside["of"], number>;
  /** The first who waits for somebody; null where nobody does. */
  first: QueuedCall | null;
  /** True if somebody is in the queue who answers the line. */
  hasSomebody: boolean;
};

const newLine = (lineId: string, takers: readonly Taker[]): LineNow => ({
  ringing: { outside: 0, otherRoom: 0 },
  first: null,
  hasSomebody: takers.some(({ lines }) => lines === null || lines.includes(lineId)),
});

/**
 * Facts of each line that depend on all its calls. They are counted once a turn, and only if a line has such a number: for 500 calls that each
 * looked at all others it took 5 ms.
 */
class Together {
  readonly #acd: Pick<Acd, "takers" | "calls">;
  #counted: Map<string, LineNow> | null = null;

  constructor(acd: Pick<Acd, "takers" | "calls">) {
    this.#acd = acd;
  }

  #count(): Map<string, LineNow> {
    const { takers, calls } = this.#acd;
    const there = [...takers.values()].filter(isThere);
    const counted = new Map<string, LineNow>();
    for (const call of calls.values()) {
      const line = counted.get(call.lineId) ?? newLine(call.lineId, there);
      counted.set(call.lineId, line);
      for (const { of } of ALL) if (call[of]?.kind === "rings") line.ringing[of]++;
      if (waitsForSomebody(call) && (line.first === null || compareCalls(call, line.first) < 0)) line.first = call;
    }
    return counted;
  }

  #line(lineId: string): LineNow {
    this.#counted ??= this.#count();
    const found = this.#counted.get(lineId) ?? newLine(lineId, [...this.#acd.takers.values()].filter(isThere));
    this.#counted.set(lineId, found);
    return found;
  }

  hasSomebody(lineId: string): boolean {
    return this.#line(lineId).hasSomebody;
  }
  /**
   * True if the number may ring for a caller. One telephone is for the first of its line, while it does not ring for another: thirty callers are
   * not thirty ringings of it.
   */
  mayRing({ callId, lineId }: QueuedCall, { of, isOne }: Beside): boolean {
    const { ringing, first } = this.#line(lineId);
    return isOne ? ringing[of] === 0 && first?.callId === callId : ringing[of] < MOST_RINGING;
  }
  rings({ lineId }: QueuedCall, { of }: Beside): void {
    this.#line(lineId).ringing[of]++;
  }
}

const ringsFor = (call: QueuedCall, of: Beside["of"]): boolean => waitsForSomebody(call) && !(of === "otherRoom" && call.isHanded === true);

/**
 * Time at which the number is to ring for a call. Null if it does not, or rings already: for this caller, or for another if it is a single
 * telephone.
 */
export function outsideDue(
  acd: Pick<Acd, "takers" | "calls">,
  call: QueuedCall,
  rules: LineRules,
  beside: Beside = TELEPHONE,
  together = new Together(acd),
): number | null {
  const [after, was] = [beside.afterMs(rules), call[beside.of]];
  if (after === null || !ringsFor(call, beside.of) || was?.kind === "rings" || !together.mayRing(call, beside)) return null;
  const first = call.since + (together.hasSomebody(rules.lineId) ? after : Math.min(after, NOBODY_MS));
  return was === null ? first : Math.max(first, was.at + OUTSIDE_AGAIN_MS);
}

/** Times at which a ringing of these numbers ends or is due. */
export function outsideClocks(acd: Pick<Acd, "takers" | "calls" | "lines">): number[] {
  const together = new Together(acd);
  const moments: number[] = [];
  for (const beside of ALL) {
    const mayFallDue = hasNumber(acd, beside);
    for (const call of acd.calls.values()) {
      const was = call[beside.of];
      const moment =
        was?.kind === "rings" ? was.until : mayFallDue ? outsideDue(acd, call, rulesOf(acd.lines, call), beside, together) : null;
      if (moment !== null) moments.push(moment);
    }
  }
  return moments;
}

const hushOne = (change: Change, { callId }: QueuedCall, { hush }: Beside, was: Outside | null): void => {
  if (was?.kind === "rings") change.orders.push({ kind: hush, callId, nth: was.nth });
};

/** Lets go of the numbers that ring for the call, but of the one that has answered. */
export function hush(change: Change, call: QueuedCall, answered?: Beside): void {
  for (const beside of ALL) if (beside !== answered) hushOne(change, call, beside, call[beside.of]);
}

/** The call whose latest ringing this is; null for an older ringing. */
export const stillRings = (call: QueuedCall | undefined, { of }: Beside, nth: number): QueuedCall | null =>
  call?.[of]?.kind === "rings" && call[of].nth === nth ? call : null;

/** True if any line has such a number: most have none, and 500 calls need not be asked. */
const hasNumber = ({ lines }: Pick<Acd, "lines">, { afterMs }: Beside): boolean => lines.values().some((rules) => afterMs(rules) !== null);

function ringOne(change: Change, beside: Beside): void {
  const { of, afterMs, ringsMs } = beside;
  for (const call of change.calls.values()) {
    const was = call[of];
    if (was === null) continue;
    const isWanted = ringsFor(call, of) && afterMs(rulesOf(change.lines, call)) !== null;
    if (isWanted && !(was.kind === "rings" && was.until <= change.at)) continue;
    hushOne(change, call, beside, was);
    change.call(call.callId, { [of]: isWanted ? { kind: "vain", nth: was.nth, at: change.at } : null });
  }
  if (!hasNumber(change, beside)) return;
  const together = new Together(change);
  for (const call of change.calls.values()) {
    const due = outsideDue(change, call, rulesOf(change.lines, call), beside, together);
    if (due === null || due > change.at) continue;
    together.rings(call, beside);
    const nth = (call[of]?.nth ?? 0) + 1;
    change.call(call.callId, { [of]: { kind: "rings", nth, until: change.at + ringsMs } });
    const order: Order = { kind: beside.ring, callId: call.callId, lineId: call.lineId, nth };
    change.orders.push(order);
  }
}

/**
 * Rings the telephone outside for the first caller of a line that nobody answers in time, and the other room for each. It rings beside the
 * consoles, and again after a failure. The ringing ends as soon as a person has the call.
 */
export function ringOutside(change: Change): void {
  for (const beside of ALL) ringOne(change, beside);
}
