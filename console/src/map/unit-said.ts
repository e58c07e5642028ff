import type { Unit } from "@amaliyat/contract/dispatch";
import type { UnitStatus } from "@amaliyat/domain/dispatch";
import { statusNow } from "../facts/index.ts";

/** State of a chosen unit, with the time since (ms). A call for help comes before its status, which may well be "available". */
export function unitSaid(
  unit: Pick<Unit, "status" | "statusSince" | "reservedUntil" | "distress">,
  now: number,
): { readonly state: UnitStatus | "distress"; readonly since: number } {
  if (unit.distress !== null) return { state: "distress", since: Date.parse(unit.distress.at) };
  const state = statusNow(unit, now);
  const ended = state === unit.status ? null : unit.reservedUntil;
  return { state, since: Date.parse(ended ?? unit.statusSince) };
}
