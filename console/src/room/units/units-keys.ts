import type { Unit } from "@amaliyat/contract/dispatch";
import { isAtWork, statusNow } from "../../facts/index.ts";

/** Acts on a unit from the list. */
export type UnitAct = "open" | "reserve" | "release" | "take_out" | "put_back" | "hear";

/** The acts that make sense for a unit at a moment, in the order of the menu. */
export function actsOf(unit: Unit, now: number): readonly UnitAct[] {
  const status = statusNow(unit, now);
  if (status === "unavailable") return ["put_back", "hear"];
  const keep: UnitAct = unit.reservedUntil !== null && Date.parse(unit.reservedUntil) > now ? "release" : "reserve";
  const service: UnitAct = unit.outReason === null ? "take_out" : "put_back";
  return isAtWork(status) ? ["open", "hear", keep, service] : [keep, "hear", service];
}

type Press = Pick<KeyboardEvent, "key" | "code">;

const KEYS: Readonly<Record<string, readonly UnitAct[]>> = {
  KeyR: ["reserve", "release"],
  KeyS: ["take_out", "put_back"],
  KeyC: ["hear"],
};

/** The acts for which a key stands, of which one makes sense at a time; `menu` opens the menu of all. */
export function unitActs({ key, code }: Press): readonly UnitAct[] | "menu" {
  if (code === "KeyM") return "menu";
  return key === "Enter" ? ["open"] : (KEYS[code] ?? []);
}

/** The key of an act, for the menu. */
export const keyOf = (act: UnitAct): string =>
  act === "open" ? "Enter" : (Object.entries(KEYS).find(([, acts]) => acts.includes(act))?.[0] ?? "");
