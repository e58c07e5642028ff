import type { Unit } from "@amaliyat/contract/dispatch";
import { STALE_AFTER_MS } from "@amaliyat/domain/dispatch";
import type { UnitState } from "@amaliyat/ui/glyphs";

/** True if a position, told at this moment (ms), is too old to be believed. Without a position there is nothing to doubt. */
export const isStale = (positionAt: number | null, now: number): boolean => positionAt !== null && now - positionAt > STALE_AFTER_MS;

/** The one glyph of a unit on every screen: an old position hides a status only while the unit is not under way by its own word. */
export function unitGlyphState(unit: Pick<Unit, "status">, positionAt: number | null, now: number): UnitState {
  return isStale(positionAt, now) && unit.status !== "unavailable" ? "stale" : unit.status;
}

const ORDER: Readonly<Record<Unit["status"], number>> = {
  available: 0,
  reserved: 1,
  assigned: 2,
  en_route: 3,
  on_scene: 4,
  unavailable: 5,
};

/** Free units first, then those at work, then those away; by number within. */
export const inUnitOrder = (units: readonly Unit[]): readonly Unit[] =>
  units.toSorted((a, b) => ORDER[a.status] - ORDER[b.status] || a.code.localeCompare(b.code, "en", { numeric: true }));
