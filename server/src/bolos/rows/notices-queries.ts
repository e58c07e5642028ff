import type { BoloPage, ToldOutside, ToldPerson, ToldUnit } from "@amaliyat/contract/bolos";
import { toldState, type NoticeChannel } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type PersonRow = {
  user_id: string;
  name: string;
  role: ToldPerson["role"];
  unit_code: string | null;
  told_at: Date | null;
  acknowledged_at: Date | null;
};

/** Recipients with their times: those not yet told first, then those told, then those who acknowledged. */
async function peopleOf(tx: Tx, boloId: string): Promise<ToldPerson[]> {
  const { rows } = await sql<PersonRow>`
    select n.user_id, u.name, u.role, unit.code as unit_code, n.told_at, n.acknowledged_at
    from bolo_notice n join person u using (user_id) left join unit_now unit on u.role = 'patrol' and unit.unit_id = amaliyat_speaks_for(n.user_id, coalesce(n.acknowledged_at, n.told_at, now()))
    where n.bolo_id = ${boloId} and n.user_id is not null
    order by n.acknowledged_at is not null, n.told_at is not null, coalesce(n.acknowledged_at, n.told_at) desc, u.name`.execute(tx);
  return rows.map((row) => {
    const [toldAt, acknowledgedAt] = [row.told_at, row.acknowledged_at];
    return {
      userId: row.user_id,
      name: row.name,
      role: row.role,
      unitCode: row.unit_code,
      state: toldState({ toldAt: toldAt?.getTime() ?? null, acknowledgedAt: acknowledgedAt?.getTime() ?? null }),
      toldAt: toldAt?.toISOString() ?? null,
      acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    };
  });
}

type UnitRow = { unit_id: string; code: string; channel: NoticeChannel | null; at: Date | null; name: string | null };

/**
 * Units of the caller's sectors that a BOLO reaches and that the room itself does not: in service, with nobody who speaks for them now. With them,
 * whatever unit a person told. Those not told yet come first.
 */
async function unitsOf(tx: Tx, boloId: string): Promise<ToldUnit[]> {
  const { rows } = await sql<UnitRow>`
    select u.unit_id, u.code, n.channel, n.told_at as at, w.name
    from bolo b join unit_now u on true left join bolo_notice n on n.bolo_id = b.bolo_id and n.unit_id = u.unit_id and n.unit_id is not null
      left join person w on w.user_id = n.noted_by
    where b.bolo_id = ${boloId} and (n.told_at is not null or (b.published_at is not null and u.in_service and u.retired_at is null
      and amaliyat_speakers(u.unit_id, now()) = '{}'
      and (cardinality(b.reaches) = 0 or u.sector_id = any (b.reaches))))
    order by n.told_at is not null, n.told_at, u.code`.execute(tx);
  return rows.map(({ unit_id: unitId, code: unitCode, channel, at, name }) => ({
    unitId,
    unitCode,
    told: channel === null || at === null ? null : { channel, at: at.toISOString(), by: name ?? "" },
  }));
}

type OutsideRow = { channel: NoticeChannel; alertId: string | null; name: string; at: Date; by: string };

/** Bodies and media outside that a person told, in the order of the telling. */
async function outsideOf(tx: Tx, boloId: string): Promise<ToldOutside[]> {
  const { rows } = await sql<OutsideRow>`
    select n.channel, n.alert_id as "alertId", n.name, n.told_at as at, coalesce(u.name, '') as by
    from bolo_notice n left join person u on u.user_id = n.noted_by
    where n.bolo_id = ${boloId} and n.name is not null and n.told_at is not null order by n.told_at`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** All recipients of a BOLO, by the kind of the addressee. */
export const noticesOf = async (tx: Tx, boloId: string): Promise<BoloPage["notices"]> => ({
  people: await peopleOf(tx, boloId),
  units: await unitsOf(tx, boloId),
  outside: await outsideOf(tx, boloId),
});
