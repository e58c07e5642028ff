import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../testing/database.ts";
import { migrate } from "../index.ts";

const OURS = fileURLToPath(new URL("../migrations", import.meta.url));
let folder: string;
let empty: TestDatabase;
beforeEach(async () => {
  [folder, empty] = [await mkdtemp(join(tmpdir(), "migrations-")), await emptyDatabase()];
});
afterEach(async () => {
  await empty[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test("rows of files from before the days keep their camera, span and size, also over midnight and without an end", async () => {
  const query = async (sql: string): Promise<unknown[]> => (await empty.db.pool.query(sql)).rows;
  const run = (): Promise<string[]> => migrate({ url: empty.url, log: empty.db.log, folder, features: folder });
  const names = (await readdir(OURS)).filter((name) => name.endsWith(".sql"));
  const copy = (wanted: (name: string) => boolean): Promise<void[]> =>
    Promise.all(names.filter(wanted).map((name) => cp(join(OURS, name), join(folder, name))));
  await copy((name) => name < "0095");
  await run();
  await query(`
    insert into sector (sector_id, names) values ('SU1', '{}');
    insert into site (site_id, code, sector_id, names, lat, lon) values (gen_random_uuid(), 'S1', 'SU1', '{}', 31.9, 5.3);
    insert into camera (camera_id, code, names, site_id, sector_id, field_of_view_deg, range_m, purposes, kind, since, retention_hours, record)
    select gen_random_uuid(), named.code, '{}', site_id, 'SU1', 90, 50, '{}', 'in_service', now(), 720, true from site, unnest(array['A', 'B']) named (code);
    insert into segment (segment_id, camera_id, path, started_at, ended_at, bytes, frames)
    select gen_random_uuid(), camera_id, code || span.*::text, span.*, 2049, 250 from camera, (values
      ('2026-03-05T23:59:50.123Z'::timestamptz, '2026-03-06T00:00:00.250Z'::timestamptz), ('2026-03-06T00:00:00.250Z', null)) span (started_at, ended_at)
    where code = 'B'`);
  await copy((name) => name >= "0095");
  await run();
  const rows = await query(`
    select c.code, s.tableoid::regclass::text as part, extract(epoch from s.started_at)::float8 * 1000 as at, s.duration_ms as ms, s.kib, p.codec
    from segment s join camera c using (camera_no) join segment_place p using (place_no) order by s.started_at`);
  const at = Date.parse("2026-03-05T23:59:50.123Z");
  const of = { code: "B", kib: 3, codec: "unknown" };
  expect(rows).toEqual([
    { ...of, part: "segment_20260305", at, ms: 10_127 },
    { ...of, part: "segment_20260306", at: at + 10_127, ms: null },
  ]);
  expect(await query("select kib::int from segment_total")).toEqual([{ kib: 6 }]);
});
