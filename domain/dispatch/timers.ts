import type { Priority } from "../interventions/index.ts";

/** Urgency of a wait: in time, near its limit, beyond it. */
export type Urgency = "calm" | "soon" | "late";

type Limits = Readonly<Record<Priority, number>>;
/** Longest waits before each step, in ms by priority. */
export type Waits = Readonly<Record<Wait, Limits>>;
const minutes = (P1: number, P2: number, P3: number, P4: number): Limits => ({
  P1: P1 * 60_000,
  P2: P2 * 60_000,
  P3: P3 * 60_000,
  P4: P4 * 60_000,
});

/**
 * Longest waits before a step, in ms by priority. Aims of the room, which no text prescribes. They cover an open intervention without a
 * unit, and a unit that did not accept, did not set out, or is on its way.
 */
export const WAITS = {
  unassigned: minutes(1, 3, 10, 60),
  assigned: minutes(0.5, 1, 2, 5),
  accepted: minutes(1, 2, 5, 15),
  en_route: minutes(8, 12, 20, 45),
} as const;
export type Wait = keyof typeof WAITS;

/** Share of its limit from which a wait is near it. */
const SOON = 0.6;

/** Urgency of a wait of so many ms, against the waits in force. */
export const urgencyOf = (wait: Wait, priority: Priority, waitedMs: number, waits: Waits): Urgency =>
  urgencyAgainst(waits[wait][priority], waitedMs);

/** Urgency of a wait against its limit; both in ms. */
export function urgencyAgainst(limitMs: number, waitedMs: number): Urgency {
  if (waitedMs >= limitMs) return "late";
  return waitedMs >= limitMs * SOON ? "soon" : "calm";
}
