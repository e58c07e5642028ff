import type { LimitSet } from "@amaliyat/contract/shifts";
import { DEFAULT_LIMITS, LIMIT_CODES, type LimitCode, type Limits } from "@amaliyat/domain/shifts";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** The limits in force; a limit that is newer than the last change of a person has the value that the room proposes. */
export async function currentLimits(tx: Tx): Promise<LimitSet> {
  const { rows } = await sql<{ version: number; at: Date; by_name: string; limits: Partial<Limits> }>`
    select l.version, l.at, u.name as by_name, l.limits from limit_set l join person u on u.user_id = l.by
    order by l.version desc limit 1`.execute(tx);
  const set = rows[0];
  const values = Object.fromEntries(LIMIT_CODES.map((code) => [code, set?.limits[code] ?? DEFAULT_LIMITS[code]])) as Record<
    LimitCode,
    number
  >;
  return { version: set?.version ?? 0, values, changedAt: set?.at.toISOString() ?? null, changedBy: set?.by_name ?? null };
}

/** Inserts limits beside those before. A unique violation on the version means that somebody was faster. */
export async function insertLimits(tx: Tx, version: number, at: Date, by: string, limits: Limits): Promise<void> {
  await sql`insert into limit_set (version, at, by, limits) values (${version}, ${at}, ${by}, ${JSON.stringify(limits)}::jsonb)`.execute(
    tx,
  );
}
