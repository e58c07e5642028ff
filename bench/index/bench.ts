import { migrate, openDatabase, transaction, type Db, type Scope } from "../../server/src/platform/database/index.ts";
import { makeLog } from "../../server/src/platform/log.ts";
import { arrangeDays, expire } from "../../server/src/recordings/index.ts";
import { piecesOf } from "../../server/src/recordings/timeline.ts";
import { segmentAt } from "../../server/src/recordings/segments/segments-queries.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";

const CAMERAS = 666;
const FILE_S = 10;
const DAY_MS = 86_400_000;
const SEED = 7;
const LOOKS = 200;
/** Hours for which the cameras keep their files. */
const retentionHours = (days: number): number => (days - 1) * 24;

/** Cameras of one sector, by statements of their own: no picture is needed here. */
const cameras = (days: number): string => `
  insert into sector (sector_id, names) values ('SU1', '{}') on conflict do nothing;
  insert into site (site_id, code, sector_id, names, lat, lon) values (gen_random_uuid(), 'S1', 'SU1', '{}', 31.9, 5.3);
  insert into camera (camera_id, code, names, site_id, sector_id, field_of_view_deg, range_m, purposes, kind, since, retention_hours, record)
  select gen_random_uuid(), 'I-' || n, '{}', site_id, 'SU1', 90, 50, '{}', 'in_service', now(), ${retentionHours(days)}, true
  from site, generate_series(1, ${CAMERAS}) n where site.code = 'S1'`;

/** Files of all cameras on one day up to an end, each 10 s long and some milliseconds beside its neighbours' begin. */
const filesOfDay = `
  insert into segment (started_at, camera_no, duration_ms, kib, place_no)
  select $1::timestamptz + n * interval '${FILE_S} s' + camera_no * interval '13 ms', camera_no, ${FILE_S * 1000}, 4900,
    segment_place_no('main', 'main', 'avc1.640028', 'camera')
  from camera, generate_series(0, $2::int - 1) n order by camera_no, n`;

type Times = { readonly timeline: number[]; readonly seek: number[] };

/** Timelines of whole days, and plans of seeks, each in a transaction of an operator of the sector. */
async function look(db: Db, operator: Scope, ids: readonly string[], { from, to }: { from: number; to: number }): Promise<Times> {
  const random = seededRandom(SEED);
  const times: Times = { timeline: [], seek: [] };
  for (let nth = 0; nth < LOOKS; nth++) {
    const cameraId = ids[Math.floor(random() * ids.length)] ?? "";
    const at = from + random() * (to - from - DAY_MS);
    const begun = performance.now();
    const pieces = await transaction(db, operator, (tx) => piecesOf(tx, cameraId, at, at + DAY_MS, to), { readOnly: true });
    times.timeline.push(performance.now() - begun);
    if (pieces.length !== 1 || pieces[0]?.kind !== "recorded") throw new Error(`a day of recordings has ${pieces.length} pieces`);
    const asked = performance.now();
    const found = await transaction(db, operator, (tx) => segmentAt(tx, cameraId, new Date(at), new Date(at + DAY_MS)), { readOnly: true });
    times.seek.push(performance.now() - asked);
    if (found === null) throw new Error("a moment that was recorded was not found");
  }
  return times;
}

/** Ledger of recordings for 666 cameras: timelines, seeks, a minute of deletion, bytes. */
export async function run({ quick }: Options): Promise<Row[]> {
  const days = quick ? 3 : 30;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  const log = makeLog("warn");
  await migrate({ url: database.ownerUrl, log });
  const db = openDatabase({ url: database.url, log });
  await using stack = new AsyncDisposableStack();
  stack.use(db);
  const { client } = database;
  await client.query(cameras(days));
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  for (let day = today - (days - 1) * DAY_MS; day <= today; day += DAY_MS) {
    const begun = performance.now();
    await client.query("select segment_day_add($1::date)", [new Date(day).toISOString().slice(0, 10)]);
    await client.query(filesOfDay, [new Date(day), Math.floor(Math.min(DAY_MS, now - day) / (FILE_S * 1000))]);
    // The clock of the call stands where the day is just sorted.
    if (day < today)
      await arrangeDays(db, day + 2 * DAY_MS, (cause) => {
        throw cause;
      });
    say(`${new Date(day).toISOString().slice(0, 10)} made in ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  await client.query("insert into segment_total select camera_no, place_no, sum(kib) from segment group by 1, 2");
  const { rows: ids } = await client.query<{ camera_id: string }>("select camera_id from camera where code like 'I-%'");
  const { rows: sizes } = await client.query<{ segments: string; bytes: string }>(`
    select (select count(*) from segment)::text as segments, sum(pg_total_relation_size(inhrelid))::text as bytes
    from pg_inherits where inhparent = 'segment'::regclass`);
  const [{ segments, bytes } = { segments: "0", bytes: "0" }] = sizes;
  const operator: Scope = { role: "operator", userId: "00000000-0000-4000-8000-000000000001", sectors: ["SU1"] };
  const span = { from: today - (days - 1) * DAY_MS + 60_000, to: now };
  const { timeline, seek } = await look(
    db,
    operator,
    ids.map(({ camera_id }) => camera_id),
    span,
  );
  // The first call deletes what has lain there since midnight; the room's own call finds a minute of files.
  const sweep: number[] = [];
  await expire(db, folder.path, now);
  for (let minute = 1; minute <= 5; minute++) {
    const begun = performance.now();
    const gone = await expire(db, folder.path, now + minute * 60_000);
    sweep.push(performance.now() - begun);
    if (gone !== CAMERAS * 6) say(`a minute of deletion took ${gone} files`);
  }
  say(`${segments} segments, load ${loadNow()}`);
  return rowsOf(`${CAMERAS} cameras, ${days} days`, "amaliyat", [
    ["segments", Number(segments), "segments"],
    ["bytes_per_segment", Number(bytes) / Number(segments), "bytes"],
    ["timeline_p50_ms", percentile(timeline, 0.5), "ms"],
    ["timeline_ms", percentile(timeline, 0.95), "ms"],
    ["seek_plan_ms", percentile(seek, 0.95), "ms"],
    ["sweep_ms", percentile(sweep, 0.5), "ms"],
  ]);
}
