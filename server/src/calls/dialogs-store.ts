import { sql } from "kysely";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Keep } from "../telephony/index.ts";

/** What the telephones keep of each call for the next server, in the room's own tables. */
export const keepDialogs = (db: Db): Keep => ({
  save: (callId, json) =>
    transaction(db, SYSTEM, async (tx) => {
      await sql`
        insert into exchange_dialog (dialog_id, call_id, state, at) values (${callId}, ${callId}, ${JSON.stringify(json)}::jsonb, now())
        on conflict (dialog_id) do update set state = excluded.state, at = excluded.at`.execute(tx);
    }),
  forget: (callId) =>
    transaction(db, SYSTEM, async (tx) => {
      await sql`delete from exchange_dialog where dialog_id = ${callId}`.execute(tx);
    }),
  all: () =>
    transaction(
      db,
      SYSTEM,
      async (tx) =>
        (await sql<{ state: unknown }>`select state from exchange_dialog order by at`.execute(tx)).rows.map(({ state }) => state),
      { readOnly: true },
    ),
});
