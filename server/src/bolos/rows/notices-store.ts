import type { NoticeChannel } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

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
    insert into bolo_notice (bolo_id, channel, user_id)
    select ${boloId}, 'screen', u.user_id ${audience(at, reaches)}
      and case when u.role = 'patrol' then exists (select from unit_now t where t.unit_id = amaliyat_speaks_for(u.user_id, ${at}, 'infinity', ${at}) and t.in_service)
        else exists (select from session_now s where s.user_id = u.user_id and s.ended_at is null and s.expires_at > ${at}) end
    on conflict do nothing`.execute(tx);
}

/** Writes down that these are on a person's screen from now on; what was told before keeps its moment. */
export async function markTold(tx: Tx, userId: string, at: Date, boloIds: readonly string[]): Promise<void> {
  if (boloIds.length === 0) return;
  await sql`
    insert into bolo_notice (bolo_id, channel, user_id, told_at)
    select bolo_id, 'screen', ${userId}, ${at} from unnest(${[...boloIds]}::uuid[]) as given (bolo_id)
    on conflict (bolo_id, channel, user_id) where user_id is not null
      do update set told_at = excluded.told_at where bolo_notice.told_at is null`.execute(tx);
}

/** Records that a person acknowledged; true the first time. An acknowledgement implies that the person was told. */
export async function markAcknowledged(tx: Tx, userId: string, at: Date, boloId: string): Promise<boolean> {
  const { rows } = await sql<{ bolo_id: string }>`
    insert into bolo_notice (bolo_id, channel, user_id, told_at, acknowledged_at) values (${boloId}, 'screen', ${userId}, ${at}, ${at})
    on conflict (bolo_id, channel, user_id) where user_id is not null do update
      set told_at = coalesce(bolo_notice.told_at, excluded.told_at), acknowledged_at = greatest(excluded.acknowledged_at, bolo_notice.told_at)
      where bolo_notice.acknowledged_at is null
    returning bolo_id`.execute(tx);
  return rows.length > 0;
}

/** Addressee that a person told: a unit of the room, or a name outside with the child alert whose text it received. */
export type Addressee =
  | { readonly unitId: string; readonly name: null; readonly alertId: null }
  | { readonly unitId: null; readonly name: string; readonly alertId: string | null };

/** Stores a notice that a person made, and returns its id. Of a unit that was told by this channel before, the first notice stays. */
export async function insertNotice(
  tx: Tx,
  given: Addressee & {
    readonly boloId: string;
    readonly channel: NoticeChannel;
    readonly toldAt: Date;
    readonly notedAt: Date;
    readonly by: string;
  },
): Promise<string> {
  const { boloId, channel, unitId, name, alertId, toldAt, notedAt, by } = given;
  const made = await sql<{ id: string }>`
    insert into bolo_notice (bolo_id, channel, unit_id, name, alert_id, told_at, noted_at, noted_by)
    values (${boloId}, ${channel}, ${unitId}, ${name}, ${alertId}, ${toldAt}, ${notedAt}, ${by})
    on conflict do nothing returning notice_id as id`.execute(tx);
  const [notice] = made.rows;
  if (notice !== undefined) return notice.id;
  const first = await sql<{ id: string }>`
    select notice_id as id from bolo_notice where bolo_id = ${boloId} and channel = ${channel} and unit_id = ${unitId}`.execute(tx);
  const [before] = first.rows;
  if (before === undefined) throw new Error("a notice was neither stored nor there before");
  return before.id;
}

/** True if the caller sees a unit of this id in service. */
export async function isUnitInService(tx: Tx, unitId: string): Promise<boolean> {
  const { rows } = await sql`select from unit_now where unit_id = ${unitId} and in_service and retired_at is null`.execute(tx);
  return rows.length > 0;
}
