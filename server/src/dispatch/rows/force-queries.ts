import { WORK_HOURS, type AssignmentKind, type Skill, type Span, type UnitKind } from "@amaliyat/domain/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Work of a unit: what it is bound to, and when it was sent. */
export type UnitWork = {
  /** Its assignments that have not ended. */
  readonly bound: readonly { readonly interventionId: string; readonly kind: AssignmentKind }[];
  /** Spans of work of the last hours; a span that has not ended ends at Infinity. */
  readonly work: readonly Span[];
};

/** Place of a unit, and when it was there. */
export type UnitPosition = { readonly point: { readonly lat: number; readonly lon: number }; readonly at: number };

/** A unit as advice weighs it, apart from its work. */
export type UnitFacts = {
  readonly unitId: string;
  readonly unitKind: UnitKind;
  readonly skills: readonly Skill[];
  readonly sectorId: string;
  /** The sector that has it as its own until a moment; null while it is at home. */
  readonly lent: { readonly sectorId: string; readonly until: number } | null;
  /** It exists no more, or is a person in distress: it is not weighed. */
  readonly isGone: boolean;
  readonly inService: boolean;
  /** Epoch milliseconds, as all moments here. */
  readonly reservedUntil: number | null;
  readonly distress: boolean;
  readonly position: UnitPosition | null;
};

type UnitRow = {
  unit_id: string;
  kind: UnitKind;
  skills: Skill[];
  sector_id: string;
  lent_to: string | null;
  lent_until: Date | null;
  is_gone: boolean;
  in_service: boolean;
  reserved_until: Date | null;
  distress: boolean;
  lat: number | null;
  lon: number | null;
  position_at: Date | null;
};
type WorkRow = {
  unit_id: string;
  intervention_id: string;
  kind: AssignmentKind;
  is_bound: boolean;
  assigned_at: Date;
  ended_at: Date | null;
};

function factsOf({ lat, lon, position_at, lent_to, lent_until, ...row }: UnitRow): UnitFacts {
  return {
    unitId: row.unit_id,
    unitKind: row.kind,
    skills: row.skills,
    sectorId: row.sector_id,
    lent: lent_to === null || lent_until === null ? null : { sectorId: lent_to, until: lent_until.getTime() },
    isGone: row.is_gone,
    inService: row.in_service,
    reservedUntil: row.reserved_until?.getTime() ?? null,
    distress: row.distress,
    position: lat === null || lon === null || position_at === null ? null : { point: { lat, lon }, at: position_at.getTime() },
  };
}

function workOf(work: readonly WorkRow[]): UnitWork {
  return {
    bound: work.flatMap((each) => (each.is_bound ? [{ interventionId: each.intervention_id, kind: each.kind }] : [])),
    work: work.flatMap(({ assigned_at, ended_at, is_bound }) => {
      const from = assigned_at.getTime();
      return is_bound || ended_at !== null ? [{ from, to: is_bound ? Infinity : (ended_at?.getTime() ?? from) }] : [];
    }),
  };
}

/** Position at which a reading ended; the next reading gives at least everything committed since. */
export type Mark = string;
export const BEGINNING: Mark = "0";

/** Result of a reading: units of which more changed than the position, and the work of those whose assignments were written; that of the others is as it was. */
export type Altered = { readonly mark: Mark; readonly units: readonly UnitFacts[]; readonly work: ReadonlyMap<string, UnitWork> };

/**
 * Units of which a transaction that the reading of `mark` did not see wrote more than a movement, or whose assignments it wrote; one may come
 * that was seen already. In the room's own scope: another one gets none. `at` in epoch milliseconds.
 */
export async function unitsAltered(tx: Tx, mark: Mark, at: number): Promise<Altered> {
  const { rows } = await sql<UnitRow & { mark: Mark; is_worked: boolean }>`
    /* kept */ select * from amaliyat_units_altered(${mark}::xid8)`.execute(tx);
  const worked = rows.filter((row) => row.is_worked).map((row) => row.unit_id);
  // Without a row nothing was written since: what comes later is later than this mark too.
  return { mark: rows[0]?.mark ?? mark, units: rows.map(factsOf), work: await workOfUnits(tx, worked, at) };
}

/** Result of a reading of positions: those that were written since. */
export type Moved = { readonly mark: Mark; readonly positions: readonly { readonly unitId: string; readonly position: UnitPosition }[] };

/** Positions that were written by a transaction that the reading of `mark` did not see; in the room's own scope. */
export async function unitsMoved(tx: Tx, mark: Mark): Promise<Moved> {
  const { rows } = await sql<{ mark: Mark; unit_id: string; lat: number; lon: number; position_ms: number }>`
    /* kept */ select * from amaliyat_units_moved(${mark}::xid8)`.execute(tx);
  return {
    mark: rows[0]?.mark ?? mark,
    positions: rows.map((row) => ({ unitId: row.unit_id, position: { point: { lat: row.lat, lon: row.lon }, at: row.position_ms } })),
  };
}

async function workOfUnits(tx: Tx, unitIds: readonly string[], at: number): Promise<ReadonlyMap<string, UnitWork>> {
  if (unitIds.length === 0) return new Map();
  const since = new Date(at - WORK_HOURS * 3_600_000);
  const { rows } = await sql<WorkRow>`
    /* kept */ select unit_id, intervention_id, kind, kind in ('assigned','accepted','en_route','on_scene') as is_bound, assigned_at,
      coalesce(cleared_at, withdrawn_at) as ended_at
    from assignment where unit_id = any (${[...unitIds]}::uuid[])
      and (coalesce(cleared_at, withdrawn_at) > ${since} or kind in ('assigned','accepted','en_route','on_scene'))`.execute(tx);
  const byUnit = Map.groupBy(rows, (row) => row.unit_id);
  return new Map(unitIds.map((unitId) => [unitId, workOf(byUnit.get(unitId) ?? [])]));
}

/** Units that the caller sees by their work here, whatever sector they are of. */
export async function unitsBoundHere(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ unit_id: string }>`select unnest(amaliyat_units_bound_here()) as unit_id`.execute(tx);
  return new Set(rows.map(({ unit_id }) => unit_id));
}

/** Facts that decide on the advice for an intervention. `askedFor` returns null if the caller sees no intervention of this id. */
export type AskedFor = { readonly place: Point | null; readonly sectorId: string | null; readonly priority: Priority };

export async function askedFor(tx: Tx, interventionId: string): Promise<AskedFor | null> {
  const { rows } = await sql<{ lat: number | null; lon: number | null; sector_id: string | null; priority: Priority }>`
    /* kept */ select lat, lon, sector_id, priority from intervention_now where intervention_id = ${interventionId}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const place = row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon };
  return { place, sectorId: row.sector_id, priority: row.priority };
}

/** An intervention to which a unit is bound, as far as the caller sees it. */
export type BoundTo = {
  readonly unitId: string;
  readonly code: string;
  readonly assignmentId: string;
  readonly interventionId: string;
  readonly reference: string;
  readonly priority: Priority;
};

/** Lists the interventions to which some units are bound. */
export async function whatBinds(tx: Tx, unitIds: readonly string[]): Promise<BoundTo[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<{
    unit_id: string;
    code: string;
    assignment_id: string;
    intervention_id: string;
    reference: string;
    priority: Priority;
  }>`
    /* kept */ select a.unit_id, u.code, a.assignment_id, a.intervention_id, i.reference, i.priority
    from assignment a join unit u using (unit_id) join intervention_now i using (intervention_id)
    where a.unit_id = any (${[...unitIds]}::uuid[]) and a.kind in ('assigned','accepted','en_route','on_scene')`.execute(tx);
  return rows.map((row) => ({
    unitId: row.unit_id,
    code: row.code,
    assignmentId: row.assignment_id,
    interventionId: row.intervention_id,
    reference: row.reference,
    priority: row.priority,
  }));
}
