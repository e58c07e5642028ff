import type { Unit } from "@amaliyat/contract/dispatch";
import { latestPress, LATE_CALL_MS } from "@amaliyat/domain/dispatch";
import type { Point } from "@amaliyat/domain/kernel";

/** A crew that calls for help, as every dispatcher's screen says it. */
export type Distress = {
  readonly unitId: string;
  /** Moment of the latest press that this screen shows: an act on the call counts for it, and for no later one. */
  readonly seen: string;
  readonly code: string;
  /** The sector that answers: the unit's own, or the one to which it is lent. */
  readonly sectorId: string;
  /** A person who spoke for no unit. */
  readonly isPerson: boolean;
  /** Time of the beginning, in ms since the epoch. */
  readonly since: number;
  readonly place: Point | null;
  /** Within how many metres the place is, null where the phone did not say; and when the phone was there, in ms. */
  readonly accuracyM: number | null;
  readonly placeAt: number | null;
  readonly takenUpBy: string | null;
  /** The crew has pressed again after somebody had taken its call up. */
  readonly isAgain: boolean;
  /** The call was long on its way: its crew has waited since `since`, and the room has known it for less. */
  readonly isLate: boolean;
};

/** The place that the crew gave, else the last position of its unit. */
function placeOf({ place, accuracyM, placeAt }: NonNullable<Unit["distress"]>, position: Unit["position"]) {
  const [where, at] = place === null ? [position?.place ?? null, position?.at ?? null] : [place, placeAt];
  return { place: where, accuracyM: place === null ? null : accuracyM, placeAt: at === null ? null : Date.parse(at) };
}

/** The calls for help that are open: those that nobody has taken up first, the longest waiting before. */
export function distressOf(units: readonly Unit[]): readonly Distress[] {
  return units
    .flatMap(({ unitId, code, sectorId, lent, isPerson, distress, position }): Distress[] =>
      distress === null
        ? []
        : [
            {
              unitId,
              seen: latestPress(distress),
              code,
              sectorId: lent?.sectorId ?? sectorId,
              isPerson,
              since: Date.parse(distress.at),
              ...placeOf(distress, position),
              takenUpBy: distress.takenUpBy,
              isAgain: distress.againAt !== null,
              isLate: distress.againAt === null && Date.parse(distress.heardAt) - Date.parse(distress.at) > LATE_CALL_MS,
            },
          ],
    )
    .toSorted(
      (a, b) =>
        Number(a.takenUpBy !== null) - Number(b.takenUpBy !== null) ||
        a.since - b.since ||
        a.code.localeCompare(b.code, "en", { numeric: true }),
    );
}

/** One press of one crew. A later press of the same crew is another, also in a call that stands. */
export type Press = Pick<Distress, "unitId" | "seen">;

export const isSamePress = (one: Press, other: Press | null): boolean => one.unitId === other?.unitId && one.seen === other.seen;

/** Target alarm of each key, among the sectors that a person covers; undefined without one. */
export type DistressKeys = { readonly takeUp: string | undefined; readonly show: string | undefined; readonly end: string | undefined };

export function keysOf(alarms: readonly Distress[], covers: readonly string[]): DistressKeys {
  const own = alarms.filter(({ sectorId }) => covers.includes(sectorId));
  return {
    takeUp: own.find(({ takenUpBy }) => takenUpBy === null)?.unitId,
    show: alarms[0]?.unitId,
    end: own.find(({ takenUpBy }) => takenUpBy !== null)?.unitId,
  };
}
