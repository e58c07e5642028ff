import { kindOfLandmark } from "@amaliyat/domain/places";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import type { Landmark } from "./read-landmarks.ts";

/** Rows of one statement: small enough for the time that a statement may take, also with their index. */
const AT_ONCE = 2_000;

/** The digest of the file that was last looked at, taken or refused; null before the first. Held until the transaction ends. */
export async function lockLandmarkFile(tx: Tx): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(7152321)`.execute(tx);
  const { rows } = await sql<{ digest: string }>`select digest from landmark_file`.execute(tx);
  return rows[0]?.digest ?? null;
}

type Looked = {
  readonly digest: string;
  readonly at: number;
  readonly taken: number;
  readonly leftOut: number;
  readonly refused: string | null;
};

/** Keeps which file was looked at, and what came of it. */
export async function keepLandmarkFile(tx: Tx, { digest, at, taken, leftOut, refused }: Looked): Promise<void> {
  await sql`
    insert into landmark_file (digest, at, taken, left_out, refused) values (${digest}, ${new Date(at)}, ${taken}, ${leftOut}, ${refused})
    on conflict (only_one) do update set digest = excluded.digest, at = excluded.at, taken = excluded.taken,
      left_out = excluded.left_out, refused = excluded.refused`.execute(tx);
}

/** Puts landmarks in the place of those before. Whoever searches meanwhile still sees the old ones, whole. */
export async function replaceLandmarks(tx: Tx, landmarks: readonly Landmark[]): Promise<void> {
  await sql`delete from landmark`.execute(tx);
  for (let from = 0; from < landmarks.length; from += AT_ONCE) {
    const rows = landmarks.slice(from, from + AT_ONCE).map(({ names, kind, point }, nth) => ({
      landmark_id: from + nth,
      names,
      kind: kindOfLandmark(kind),
      ...point,
    }));
    await sql`
      insert into landmark (landmark_id, names, kind, lat, lon)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (landmark_id integer, names jsonb, kind text, lat double precision, lon double precision)`.execute(tx);
  }
  await sql`delete from landmark_word`.execute(tx);
  await sql`
    insert into landmark_word (word)
    select distinct word from landmark, regexp_split_to_table(search_text, '\\s+') as word where length(word) > 2`.execute(tx);
}
