import { DRILL_ORIGINS, type Course } from "@amaliyat/domain/first-hour";
import type { Role } from "@amaliyat/domain/identity";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Number of courses that are read: the first of a room are enough, and a room of years has a million. */
const MOST_COURSES = 50;

type Counts = {
  readonly sectors: number;
  readonly drawn: number;
  readonly roles: Role[];
  readonly crews: number;
  readonly planned: number;
  readonly seated: number;
  readonly open: number;
  readonly cameras: number;
  readonly aimed: number;
  readonly hasHistory: boolean;
};

const DAY_MS = 86_400_000;

/** Counts the parts of the room that are there at a moment. */
export async function countParts(tx: Tx, now: number): Promise<Counts> {
  const [at, dayAgo] = [new Date(now), new Date(now - DAY_MS)];
  const { rows } = await sql<Counts>`
    select (select count(*)::int from sector_tree) as sectors,
      (select count(*)::int from sector_tree where is_drawn) as drawn,
      (select coalesce(array_agg(distinct role), '{}') from person
        where not ended and designated_from <= ${at} and (designated_until is null or designated_until > ${at})) as roles,
      (select count(*)::int from unit_now as unit join person using (user_id)
        where unit.retired_at is null and person.role = 'patrol' and not person.ended) as crews,
      (select count(*)::int from shift_now where kind <> 'cancelled') as planned,
      (select count(*)::int from roster_now) as seated,
      (select count(*)::int from line_now where closed_at is null) as open,
      (select count(*)::int from camera_now where kind <> 'retired') as cameras,
      (select count(*)::int from camera_now where kind <> 'retired' and direction_deg is not null) as aimed,
      exists (select from intervention_now where opened_at < ${dayAgo}) as "hasHistory"`.execute(tx);
  const [counts] = rows;
  if (counts === undefined) throw new Error("a count has one row");
  return counts;
}

/** Reads the first closed interventions that came from outside and had a unit on scene. */
export async function firstCourses(tx: Tx): Promise<Course[]> {
  type Row = Pick<Course, "reference" | "kind" | "origin"> & {
    readonly intervention_id: string;
    readonly imported: boolean;
    readonly opened_at: Date;
    readonly on_scene_at: Date | null;
    readonly closed_at: Date | null;
  };
  const { rows } = await sql<Row>`
    select intervention_id, reference, kind, origin, import_id is not null as imported, opened_at, on_scene_at, closed_at
    from intervention_now
    where kind = 'closed' and origin = any(${DRILL_ORIGINS}::text[]) and on_scene_at is not null and import_id is null
    order by opened_at limit ${MOST_COURSES}`.execute(tx);
  return rows.map((row) => ({
    interventionId: row.intervention_id,
    reference: row.reference,
    kind: row.kind,
    origin: row.origin,
    isImported: row.imported,
    openedAt: row.opened_at.getTime(),
    onSceneAt: row.on_scene_at?.getTime() ?? null,
    closedAt: row.closed_at?.getTime() ?? null,
  }));
}
