import { WALK_ASK_S } from "@amaliyat/domain/reports";
import type { Walk } from "../storage/kept.ts";

/** Time that the alarm asks before it calls, seconds. */
export const ALARM_S = WALK_ASK_S;
/** Minutes added by one press. */
export const MORE_MINUTES = 10;
export const MINUTES = [5, 10, 15, 30, 60] as const;

export type Phase =
  | { readonly kind: "none" }
  | { readonly kind: "walking"; readonly leftS: number }
  | { readonly kind: "alarm"; readonly leftS: number }
  | { readonly kind: "call" }
  | { readonly kind: "called" };

/** Phase of a walk at a moment. A phone that was off at the end of the time asks first, once it is on again, before it calls. */
export function phaseOf(walk: Walk | null, now: number): Phase {
  if (walk === null) return { kind: "none" };
  if (walk.called) return { kind: "called" };
  if (now < walk.until) return { kind: "walking", leftS: Math.ceil((walk.until - now) / 1000) };
  const leftS = walk.alarmAt === null ? ALARM_S : Math.ceil(ALARM_S - (now - walk.alarmAt) / 1000);
  return leftS > 0 ? { kind: "alarm", leftS } : { kind: "call" };
}

export const begun = (minutes: number, tellRoom: boolean, now: number, { code, contact }: Pick<Walk, "code" | "contact">): Walk => ({
  code,
  contact,
  told: false,
  toldUntil: null,
  lost: false,
  nth: 0,
  until: now + minutes * 60_000,
  minutes,
  tellRoom,
  alarmAt: null,
  called: false,
});

/** More time, from now or from the end that was set, whichever is later. */
export const extended = (walk: Walk, minutes: number, now: number): Walk => ({
  ...walk,
  until: Math.max(walk.until, now) + minutes * 60_000,
  alarmAt: null,
});
