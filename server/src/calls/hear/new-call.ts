import { EMERGENCY_LINE, mayCallOut, plainNumber, type NewInQueue } from "@amaliyat/domain/calls";
import { referenceYear } from "@amaliyat/domain/interventions";
import type { CallerId } from "../../telephony/index.ts";
import type { NewCall } from "../rows/calls-store.ts";
import type { LiveCall } from "../turns/lines-now.ts";
import type { Turn } from "../turns/turn.ts";

/** The line of a number that was dialled. A number that is no line of the room is answered as an emergency: its caller needs somebody. */
export function lineOf(turn: Turn, dialled: string): string {
  const number = plainNumber(dialled) ?? dialled;
  return turn.lines.some((line) => line.number === number) ? number : EMERGENCY_LINE;
}

/** The caller as call-takers of a line may see it: a number that is withheld is for the emergency line alone. */
export const shownOn = (line: string, from: CallerId): CallerId =>
  from.withheld && line !== EMERGENCY_LINE ? { number: null, withheld: true } : from;

/** A call as it comes to the queue; `since` where its old place would send it away at once. */
export const inQueue = (call: LiveCall, since = call.since): NewInQueue => ({
  callId: call.callId,
  lineId: call.line,
  language: call.language,
  since,
  voiceless: call.text?.kind === "alone",
  ...(call.isHanded === true && { isHanded: true }),
  reachable: call.direction === "in" && call.numberKey !== null && mayCallOut(call.numberKey),
});

type Given = {
  readonly callId: string;
  readonly direction: "in" | "out";
  readonly dialled: string;
  readonly line: string;
  readonly from: CallerId;
  readonly at: number;
  readonly since?: number;
  readonly closed?: boolean;
  readonly takenBy?: string | null;
  readonly backOf?: string | null;
};

const keyOf = ({ number }: CallerId): string | null => (number === null ? null : plainNumber(number.slice(0, 40)));

/** A new call as the switchboard has it in memory. */
export const liveCall = ({ callId, direction, line, from, at, since = at, closed = false }: Given): LiveCall => ({
  callId,
  direction,
  line,
  numberKey: keyOf(from),
  arrivedAt: at,
  since,
  answeredAt: null,
  overflowedAt: null,
  closed,
  language: null,
  goesOn: true,
});

/** A new call as its row is inserted. */
export const newCall = (given: Given): NewCall => {
  const { callId, direction, line, from, at, since = at, closed = false, takenBy = null, backOf = null } = given;
  return {
    callId,
    year: referenceYear(at),
    direction,
    line,
    dialled: given.dialled.slice(0, 40),
    number: from.number?.slice(0, 40) ?? null,
    key: keyOf(from),
    withheld: from.withheld,
    at: new Date(at),
    since: new Date(since),
    closed,
    takenBy,
    backOf,
  };
};
