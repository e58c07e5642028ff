import type { CallCard, CallRow, TakerShown } from "@amaliyat/contract/calls";
import type { Camera } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import type { ImportJob } from "@amaliyat/contract/statistics";

/** Interventions that are over stay in the list until this many newer ones are: a row under the hand does not vanish. */
const OVER_KEPT = 60;

/** Each changed row in its place, new ones at the end; the same array when nothing changed. */
export function put<T>(rows: readonly T[], changed: ReadonlyMap<string, T>, idOf: (row: T) => string): readonly T[] {
  if (changed.size === 0) return rows;
  const left = new Map(changed);
  const next = rows.map((row) => {
    const id = idOf(row);
    const newer = left.get(id);
    left.delete(id);
    return newer ?? row;
  });
  return [...next, ...left.values()];
}

/** Rows of the queue after these happenings. Open ones all stay; of the ended ones, the last ones. */
export function applyToInterventions(rows: readonly InterventionRow[], happened: readonly Happening[]): readonly InterventionRow[] {
  const changed = new Map<string, InterventionRow>();
  for (const one of happened) if (one.topic === "intervention") changed.set(one.row.interventionId, one.row);
  const next = put(rows, changed, (row) => row.interventionId);
  const over = next.filter((row) => row.state !== "open");
  if (over.length <= OVER_KEPT) return next;
  const dropped = new Set(over.slice(0, over.length - OVER_KEPT));
  return next.filter((row) => !dropped.has(row));
}

/** A card takes over the row's facts; its log and clips it must read itself. */
export function applyToCard(card: InterventionCard, row: InterventionRow): InterventionCard {
  return row.version < card.version ? card : { ...card, ...row };
}

/** Units as they are now; one that was retired leaves. */
export function applyToUnits(units: readonly Unit[], happened: readonly Happening[]): readonly Unit[] {
  const changed = new Map<string, Unit>();
  for (const one of happened) if (one.topic === "unit") changed.set(one.row.unitId, one.row);
  if (changed.size === 0) return units;
  return put(units, changed, (unit) => unit.unitId).filter(({ retiredAt }) => retiredAt === null);
}

/** True if a unit was moved, lent or taken back: the room says whether it is still seen here. */
export const isMoved = (held: readonly Unit[], happened: readonly Happening[]): boolean =>
  happened.some((one) => {
    if (one.topic !== "unit") return false;
    const before = held.find(({ unitId }) => unitId === one.row.unitId);
    return before !== undefined && (before.sectorId !== one.row.sectorId || before.lent?.sectorId !== one.row.lent?.sectorId);
  });

/** Connections of known cameras; a camera that is not in the list comes by `camera_changed`. */
export function applyToCameras(cameras: readonly Camera[], happened: readonly Happening[]): readonly Camera[] {
  const connections = new Map(happened.flatMap((one) => (one.topic === "camera" ? [[one.cameraId, one.connection] as const] : [])));
  if (connections.size === 0) return cameras;
  return cameras.map((camera) => {
    const connection = connections.get(camera.cameraId);
    return connection ? { ...camera, connection } : camera;
  });
}

/** Imports, newest first. */
export function applyToImports(jobs: readonly ImportJob[], happened: readonly Happening[]): readonly ImportJob[] {
  const changed = new Map<string, ImportJob>();
  for (const one of happened) if (one.topic === "import") changed.set(one.row.importId, one.row);
  return put(jobs, changed, (job) => job.importId).toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}

/** Calls that go on, in the order in which they came; one that is over leaves. */
export function applyToCalls(rows: readonly CallRow[], happened: readonly Happening[]): readonly CallRow[] {
  const changed = new Map<string, CallRow>();
  for (const one of happened) if (one.topic === "call") changed.set(one.row.callId, one.row);
  if (changed.size === 0) return rows;
  return put(rows, changed, (row) => row.callId)
    .filter((row) => row.endedAt === null)
    .toSorted((a, b) => Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt));
}

/** Callers who hung up and wait for a call back, by place. A caller who is being called, or rings again, leaves the list. */
export function applyToAskedBack(rows: readonly CallRow[], happened: readonly Happening[]): readonly CallRow[] {
  const changed = new Map<string, CallRow>();
  for (const one of happened) if (one.topic === "call") changed.set(one.row.callId, one.row);
  if (changed.size === 0) return rows;
  return put(rows, changed, (row) => row.callId)
    .filter(({ callBack }) => callBack === "waiting" || callBack === "offered")
    .toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

/** A call's card takes over the row's facts and who listens; what else happened to the call it must read itself. */
export function applyToCallCard(card: CallCard, happened: readonly Happening[]): CallCard {
  return happened.reduce<CallCard>((held, one) => {
    if (one.topic === "call" && one.row.callId === held.callId) return { ...held, ...one.row };
    if (one.topic !== "listening" || one.callId !== held.callId) return held;
    const others = held.listeners.filter(({ legId }) => legId !== one.listener.legId);
    return { ...held, listeners: one.on ? [...others, one.listener] : others };
  }, card);
}

export function applyToTakers(takers: readonly TakerShown[], happened: readonly Happening[]): readonly TakerShown[] {
  const changed = new Map<string, TakerShown>();
  for (const one of happened) if (one.topic === "call_taker") changed.set(one.row.userId, one.row);
  return put(takers, changed, (taker) => taker.userId);
}
