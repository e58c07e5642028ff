import type { Role } from "@amaliyat/domain/identity";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { CLAIMED_WITHIN_MS, type ClaimedView } from "./recordings-store.ts";

/** Keeps that a node is there, by the clock of the database, which all nodes share. In the room's own scope, like all of this file. */
export async function seeNode(tx: Tx, nodeId: string): Promise<void> {
  await sql`
    insert into live_node (node_id, seen_at) values (${nodeId}, now())
    on conflict (node_id) do update set seen_at = excluded.seen_at`.execute(tx);
}

export async function forgetNode(tx: Tx, nodeId: string): Promise<void> {
  await sql`delete from live_node where node_id = ${nodeId}`.execute(tx);
}

export type LostView = ClaimedView & { readonly name: string; readonly role: Role };

/** Ends the views whose node was not seen for so many seconds, and those that no socket took up in time; returns them with who had them. */
export async function endLostViews(tx: Tx, at: Date, silentS: number): Promise<LostView[]> {
  await sql`delete from live_node where seen_at < now() - make_interval(secs => ${silentS})`.execute(tx);
  const { rows } = await sql<LostView>`
    update live_view v set ended_at = ${at} from camera_now c, person u
    where v.ended_at is null and c.camera_id = v.camera_id and u.user_id = v.user_id
      and case when v.node_id is null then v.opened_at <= ${new Date(at.getTime() - CLAIMED_WITHIN_MS)}
        else not exists (select from live_node n where n.node_id = v.node_id) end
    returning v.*, c.sector_id, u.name, u.role`.execute(tx);
  return rows;
}
