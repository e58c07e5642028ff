import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Those who are designated at `at`, in a role that is told, and whose competence meets what a BOLO reaches. */
const audience = (at: Date, reaches: readonly string[]) => sql`
  from person u where not u.ended and u.designated_from <= ${at} and (u.designated_until is null or u.designated_until > ${at})
    and u.role in ('operator','call_taker','dispatcher','supervisor','patrol')
    and (${reaches.length === 0} or exists (
      with recursive below as (
        select us.sector_id from person_sector us where us.user_id = u.user_id
        union select s.sector_id from sector_tree s join below on s.parent_id = below.sector_id)
      select from below where below.sector_id = any (${[...reaches]}::text[])))`;

/** Everybody whom the live channel is to name, since what they cover meets what is reached. In the room's own scope. */
export async function audienceOf(tx: Tx, at: Date, reaches: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`select u.user_id ${audience(at, reaches)}`.execute(tx);
  return rows.map((row) => row.user_id);
}

/**
 * Writes down who is to know at the moment of a publication: everybody who is signed in at a desk, and every crew of a unit in service.
 * In the room's own scope.
 */
export async function expectAudience(tx: Tx, boloId: string, at: Date, reaches: readonly string[]): Promise<void> {
  await sql`
    insert into bolo_told (bolo_id, user_id)
    select ${boloId}, u.user_id ${audience(at, reaches)}
      and case when u.role = 'patrol' then exists (select from unit_now t where t.unit_id = amaliyat_speaks_for(u.user_id, ${at}) and t.in_service)
        else exists (select from session_now s where s.user_id = u.user_id and s.ended_at is null and s.expires_at > ${at}) end
    on conflict do nothing`.execute(tx);
}

/** Writes down that these are on a person's screen from now on; what was told before keeps its moment. */
export async function markTold(tx: Tx, userId: string, at: Date, boloIds: readonly string[]): Promise<void> {
  if (boloIds.length === 0) return;
  await sql`
    insert into bolo_told (bolo_id, user_id, told_at) select bolo_id, ${userId}, ${at} from unnest(${[...boloIds]}::uuid[]) as given (bolo_id)
    on conflict (bolo_id, user_id) do update set told_at = excluded.told_at where bolo_told.told_at is null`.execute(tx);
}

/** Records that a person acknowledged; true the first time. An acknowledgement implies that the person was told. */
export async function markAcknowledged(tx: Tx, userId: string, at: Date, boloId: string): Promise<boolean> {
  const { rows } = await sql<{ bolo_id: string }>`
    insert into bolo_told (bolo_id, user_id, told_at, acknowledged_at) values (${boloId}, ${userId}, ${at}, ${at})
    on conflict (bolo_id, user_id) do update
      set told_at = coalesce(bolo_told.told_at, excluded.told_at), acknowledged_at = greatest(excluded.acknowledged_at, bolo_told.told_at)
      where bolo_told.acknowledged_at is null
    returning bolo_id`.execute(tx);
  return rows.length > 0;
}
