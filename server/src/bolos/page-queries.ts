import type { BoloPage, ToldPerson } from "@amaliyat/contract/bolos";
import { isOnNamedPerson, toldState } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { alertsOf } from "./alerts-store.ts";
import { boloColumns, boloTables, rowShown, type ReadBolo } from "./bolos-queries.ts";
import { picturesOf } from "./pictures-store.ts";
import { radioUnitsOf } from "./radio-store.ts";
import { sightingsOf } from "./sightings-store.ts";

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
    select d.user_id, u.name, u.role, unit.code as unit_code, d.told_at, d.acknowledged_at
    from bolo_told d join person u using (user_id) left join unit_now unit on u.role = 'patrol' and unit.unit_id = amaliyat_speaks_for(d.user_id, coalesce(d.acknowledged_at, d.told_at, now()))
    where d.bolo_id = ${boloId}
    order by d.acknowledged_at is not null, d.told_at is not null, coalesce(d.acknowledged_at, d.told_at) desc, u.name`.execute(tx);
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

async function bodiesOf(tx: Tx, boloId: string): Promise<BoloPage["bodies"]> {
  const { rows } = await sql<{ name: string; at: Date; by: string }>`
    select o.name, o.at, coalesce(u.name, '') as by from bolo_body o left join person u on u.user_id = o.by
    where o.bolo_id = ${boloId} order by o.at`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function eventsOf(tx: Tx, boloId: string): Promise<BoloPage["events"]> {
  const { rows } = await sql<{ seq: number; at: Date; by: string; kind: string; text: string | null }>`
    select e.seq, e.at, coalesce(u.name, '') as by, e.kind, e.text from bolo_event e left join person u on u.user_id = e.by
    where e.bolo_id = ${boloId} order by e.seq desc`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** All of one BOLO; null when the caller's scope has none of this id. */
export async function boloPage(tx: Tx, at: number, boloId: string): Promise<BoloPage | null> {
  const { rows } = await sql<ReadBolo>`select ${boloColumns} from ${boloTables} where b.bolo_id = ${boloId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) return null;
  const { cancelled_at: cancelledAt, cancel_end: end, cancel_words: words } = row;
  return {
    ...rowShown(tx, row, at),
    cancelled:
      cancelledAt === null || end === null || words === null
        ? null
        : { at: cancelledAt.toISOString(), by: row.cancelled_name ?? "", end, words },
    pictures: await picturesOf(tx, boloId),
    documents: await picturesOf(tx, boloId, true),
    needsPapers: isOnNamedPerson(row.kind, row.text, row.facts),
    people: await peopleOf(tx, boloId),
    radio: await radioUnitsOf(tx, boloId),
    bodies: await bodiesOf(tx, boloId),
    sightings: await sightingsOf(tx, boloId),
    events: await eventsOf(tx, boloId),
    alerts: await alertsOf(tx, boloId),
  };
}

/** The page after a command; it was locked a moment ago, so that it is gone is a bug. */
export async function pageAfter(tx: Tx, at: number, boloId: string): Promise<BoloPage> {
  const page = await boloPage(tx, at, boloId);
  if (page === null) throw new Error("a BOLO left its own author's sight");
  return page;
}
