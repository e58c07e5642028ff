import type { Unit } from "@amaliyat/contract/dispatch";
import {
  CHECK_IN_MS,
  freshnessOf,
  OUT_REASON_LABELS,
  STALE_AFTER_MS,
  type Freshness,
  type UnitStatus,
  type Urgency,
} from "@amaliyat/domain/dispatch";
import type { UnitState } from "@amaliyat/ui/glyphs";
import type { Language } from "@amaliyat/ui/i18n";

/** True if a position, told at this moment (ms), is too old to be believed. Without a position there is nothing to doubt. */
export const isStale = (positionAt: number | null, now: number): boolean => positionAt !== null && now - positionAt > STALE_AFTER_MS;

/** Freshness of a position reported at this moment (ms). */
export const freshnessAt = (positionAt: number | null, now: number): Freshness =>
  freshnessOf(positionAt === null ? null : now - positionAt);

/** The status at a moment: a reservation ends by itself, without being told. */
export const statusNow = ({ status, reservedUntil }: Pick<Unit, "status" | "reservedUntil">, now: number): UnitStatus =>
  status === "reserved" && reservedUntil !== null && Date.parse(reservedUntil) <= now ? "available" : status;

/** True while it can be sent at once. */
export const isFree = (unit: Pick<Unit, "status" | "reservedUntil" | "distress">, now: number): boolean =>
  unit.distress === null && statusNow(unit, now) === "available";

/** True while it is bound to an intervention. */
export const isAtWork = (status: UnitStatus): boolean => status === "assigned" || status === "en_route" || status === "on_scene";

/** The one glyph of a unit on every screen: a call for help before all, then an old position, then the status. */
export function unitGlyphState(
  unit: Pick<Unit, "status" | "reservedUntil" | "distress">,
  positionAt: number | null,
  now: number,
): UnitState {
  if (unit.distress !== null) return "distress";
  return isStale(positionAt, now) && unit.status !== "unavailable" ? "stale" : statusNow(unit, now);
}

/** Reason that a unit is out of service, with its note. Null while it serves or if no reason is known. */
export function outWords({ outReason, outNote }: Pick<Unit, "outReason" | "outNote">, language: Language): string | null {
  const words = [outReason === null ? null : OUT_REASON_LABELS[outReason][language], outNote].filter((part) => part !== null);
  return words.length === 0 ? null : words.join(" · ");
}

/** All its commitments, the current one first. */
export const worksOf = ({ interventionId, alsoAt }: Pick<Unit, "interventionId" | "alsoAt">): readonly string[] =>
  interventionId === null ? [] : [interventionId, ...alsoAt];

/** Share of its time left below which a check-in is near. */
const NEAR = 0.2;

/** Urgency of the check-in of a crew on scene; null if none is due. */
export function checkInUrgency({ checkInDue }: Pick<Unit, "checkInDue">, now: number): Urgency | null {
  if (checkInDue === null) return null;
  const left = Date.parse(checkInDue) - now;
  if (left <= 0) return "late";
  return left <= CHECK_IN_MS * NEAR ? "soon" : "calm";
}

const ORDER: Readonly<Record<UnitStatus, number>> = { available: 0, reserved: 1, assigned: 2, en_route: 3, on_scene: 4, unavailable: 5 };
const orderOf = ({ distress, status }: Unit): number => (distress === null ? ORDER[status] : -1);

/** Those that call for help, then free units, those at work, those away; by number within. */
export const inUnitOrder = (units: readonly Unit[]): readonly Unit[] =>
  units.toSorted((a, b) => orderOf(a) - orderOf(b) || a.code.localeCompare(b.code, "en", { numeric: true }));
