import type { RadioUnit } from "@amaliyat/contract/bolos";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Row = { unit_id: string; code: string; at: Date | null; name: string | null };

/**
 * Units of the caller's sectors that a BOLO reaches and that the room itself does not: in service, with nobody who speaks for them now. With them,
 * whatever unit was told by radio. Those not told yet come first.
 */
export async function radioUnitsOf(tx: Tx, boloId: string): Promise<RadioUnit[]> {
  const { rows } = await sql<Row>`
    select u.unit_id, u.code, r.at, w.name
    from bolo b join unit_now u on true left join bolo_radio r on r.bolo_id = b.bolo_id and r.unit_id = u.unit_id
      left join person w on w.user_id = r.by
    where b.bolo_id = ${boloId} and (r.at is not null or (b.published_at is not null and u.in_service and u.retired_at is null
      and amaliyat_speakers(u.unit_id, now()) = '{}'
      and (cardinality(b.reaches) = 0 or u.sector_id = any (b.reaches))))
    order by r.at is not null, r.at, u.code`.execute(tx);
  return rows.map(({ unit_id: unitId, code: unitCode, at, name }) => ({
    unitId,
    unitCode,
    told: at === null ? null : { at: at.toISOString(), by: name ?? "" },
  }));
}

/** Records that a unit was told by radio; who told it first stays. The unit's code, or null where the caller sees no such unit in service. */
export async function keepRadioTold(tx: Tx, boloId: string, unitId: string, at: Date, by: string): Promise<string | null> {
  const { rows } = await sql<{
    code: string;
  }>`select code from unit_now where unit_id = ${unitId} and in_service and retired_at is null`.execute(tx);
  const [unit] = rows;
  if (unit === undefined) return null;
  await sql`
    insert into bolo_radio (bolo_id, unit_id, at, by) values (${boloId}, ${unitId}, ${at}, ${by}) on conflict do nothing`.execute(tx);
  return unit.code;
}
