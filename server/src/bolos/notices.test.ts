import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { migrate, SYSTEM, transaction, type Scope, type Tx } from "../platform/database/index.ts";
import { cloneDatabase, emptyDatabase, type TestDatabase } from "../platform/testing/database.ts";

const MIGRATIONS = fileURLToPath(new URL("../platform/database/migrations", import.meta.url));
const idOf = (nth: number): string => `00000000-0000-4000-8000-00000000000${nth}`;
const [DESK, CREW, STRANGER] = [idOf(1), idOf(2), idOf(3)];
const [UNIT, AWAY, BOLO, ALERT] = [idOf(4), idOf(5), idOf(6), idOf(7)];

/** A desk, a crew, two units, and a BOLO with a child alert, as every version has them. */
const THINGS = `
  insert into sector (sector_id, names) values ('SU1', '{}'), ('SU2', '{}') on conflict do nothing;
  insert into users (user_id, username, name, badge, role, language, designated_from)
  values ('${DESK}', 'desk', 'desk', '1', 'dispatcher', 'ar', now()), ('${CREW}', 'crew', 'crew', '2', 'patrol', 'ar', now());
  insert into unit (unit_id, code, kind, sector_id, status_since) values ('${UNIT}', 'P-1', 'car', 'SU1', now()), ('${AWAY}', 'P-2', 'car', 'SU2', now());
  insert into bolo (bolo_id, reference, version, state, kind, priority, text, facts, words, sectors, reaches, hours, written_at, written_by,
    published_at, published_by, expires_at)
  values ('${BOLO}', 'B-1', 2, 'in_force', 'missing_person', 'P1', 'x', '{}', 'x', '{SU1}', '{SU1}', 72, now(), '${DESK}',
    now(), '${DESK}', now() + interval '3 days');
  insert into child_alert (alert_id, bolo_id, state, ar, fr, area, proposed_at, proposed_by)
  values ('${ALERT}', '${BOLO}', 'proposed', 'x', 'x', 'x', now(), '${DESK}');`;

/** Rows of the four tables before; the last two are the same twice, as a person may tell the same body twice. */
const TOLD = `
  insert into bolo_told values ('${BOLO}', '${DESK}', '2026-01-01 08:00Z', '2026-01-01 08:05Z'), ('${BOLO}', '${CREW}', null, null);
  insert into bolo_radio values ('${BOLO}', '${UNIT}', '2026-01-01 09:00Z', '${DESK}');
  insert into alert_handed values ('${ALERT}', '2026-01-01 10:00Z', '2026-01-01 10:10Z', 'الإذاعة', '${DESK}');
  insert into bolo_body values ('${BOLO}', '2026-01-01 11:10Z', '2026-01-01 11:00Z', 'الدرك', '${DESK}'), ('${BOLO}', '2026-01-01 11:10Z', '2026-01-01 11:00Z', 'الدرك', '${DESK}');`;

it("has all that the four tables before it had", { timeout: 120_000 }, async () => {
  await using database = await emptyDatabase();
  const { pool, log } = database.db;
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-notices-"));
  try {
    const bring = async (isTaken: (name: string) => boolean) => {
      const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql") && isTaken(name));
      await Promise.all(names.map((name) => cp(join(MIGRATIONS, name), join(folder, name))));
      return migrate({ url: database.url, log, folder, features: folder });
    };
    await bring((name) => name < "0071");
    await pool.query(THINGS);
    await pool.query(TOLD);
    expect(await bring((name) => name < "0072")).toEqual(["0071-notices.sql"]);
    const { rows } = await pool.query(`
      select bolo_id, channel, coalesce(user_id::text, unit_id::text, name) as "to", alert_id, to_char(told_at at time zone 'utc', 'HH24:MI') as told,
        to_char(noted_at at time zone 'utc', 'HH24:MI') as noted, noted_by as by, to_char(acknowledged_at at time zone 'utc', 'HH24:MI') as read
      from bolo_notice order by told_at nulls first, name`);
    const row = { bolo_id: BOLO, alert_id: null, told: null, noted: null, by: null, read: null };
    const body = { ...row, channel: "body", to: "الدرك", told: "11:00", noted: "11:10", by: DESK };
    expect(rows).toEqual([
      { ...row, channel: "screen", to: CREW },
      { ...row, channel: "screen", to: DESK, told: "08:00", read: "08:05" },
      { ...row, channel: "radio", to: UNIT, told: "09:00", noted: "09:00", by: DESK },
      { ...row, channel: "alert_text", to: "الإذاعة", alert_id: ALERT, told: "10:00", noted: "10:10", by: DESK },
      body,
      body,
    ]);
    const tables = await pool.query("select to_regclass(t) from unnest('{bolo_told,bolo_radio,bolo_body,alert_handed}'::text[]) t");
    expect(tables.rows).toEqual(Array(4).fill({ to_regclass: null }));
  } finally {
    await rm(folder, { recursive: true });
  }
});

const desk: Scope = { userId: DESK, role: "dispatcher", sectors: ["SU1"] };
const crew: Scope = { userId: CREW, role: "patrol", sectors: ["SU1"] };
const stranger: Scope = { userId: STRANGER, role: "supervisor", sectors: ["SU2"] };

/** Message of the database to work in a scope; "ok" if it did it. Nothing of it stays. */
async function answer({ db }: TestDatabase, scope: Scope, work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const done = new Error("ok");
  const undone = transaction(db, scope, async (tx) => {
    await work(tx);
    throw done;
  });
  return undone.catch((cause: Error) => cause.message);
}

const toPerson = (userId: string) => (tx: Tx) =>
  sql`insert into bolo_notice (bolo_id, channel, user_id, told_at) values (${BOLO}, 'screen', ${userId}, now())`.execute(tx);
const toUnit = (unitId: string, by: string) => (tx: Tx) =>
  sql`insert into bolo_notice (bolo_id, channel, unit_id, told_at, noted_at, noted_by)
    values (${BOLO}, 'radio', ${unitId}, now(), now(), ${by})`.execute(tx);
const outside = (channel: string, alertId: string | null) => (tx: Tx) =>
  sql`insert into bolo_notice (bolo_id, channel, name, alert_id, told_at, noted_at, noted_by)
    values (${BOLO}, ${channel}, 'x', ${alertId}, now(), now(), ${DESK})`.execute(tx);

it("is written by its own person on a screen, and by a desk that sees the BOLO on any other channel", { timeout: 60_000 }, async () => {
  await using database = await cloneDatabase();
  await database.db.pool.query(THINGS);
  const policy = 'new row violates row-level security policy for table "bolo_notice"';
  const asked = (scope: Scope, work: (tx: Tx) => Promise<unknown>) => answer(database, scope, work);
  expect([await asked(crew, toPerson(CREW)), await asked(desk, toPerson(DESK)), await asked(SYSTEM, toPerson(CREW))]).toEqual(
    Array(3).fill("ok"),
  );
  expect([await asked(desk, toPerson(CREW)), await asked(stranger, toPerson(STRANGER))]).toEqual([policy, policy]);
  expect(await asked(desk, toUnit(UNIT, DESK))).toBe("ok");
  for (const refused of [toUnit(AWAY, DESK), toUnit(UNIT, CREW)]) expect(await asked(desk, refused)).toBe(policy);
  expect([await asked(desk, outside("body", null)), await asked(desk, outside("alert_text", ALERT))]).toEqual(["ok", "ok"]);
  for (const scope of [crew, stranger])
    for (const refused of [outside("body", null), outside("alert_text", ALERT), toUnit(UNIT, scope.userId)])
      expect(await asked(scope, refused)).toBe(policy);
});

it("is read by desks that see the BOLO and by its own person, and changes on screens alone", { timeout: 60_000 }, async () => {
  await using database = await cloneDatabase();
  await database.db.pool.query(THINGS);
  await transaction(database.db, SYSTEM, async (tx) => {
    for (const write of [toPerson(DESK), toPerson(CREW), outside("body", null), outside("alert_text", ALERT)]) await write(tx);
  });
  await transaction(database.db, desk, toUnit(UNIT, DESK));
  const channels = (scope: Scope) =>
    transaction(database.db, scope, async (tx) => {
      const { rows } = await sql<{ channel: string }>`select channel from bolo_notice order by channel`.execute(tx);
      return rows.map(({ channel }) => channel);
    });
  expect(await channels(desk)).toEqual(["alert_text", "body", "radio", "screen", "screen"]);
  expect([await channels(crew), await channels(stranger)]).toEqual([["screen"], []]);
  const changed = (scope: Scope) =>
    transaction(
      database.db,
      scope,
      async (tx) => (await sql`update bolo_notice set told_at = told_at returning 1`.execute(tx)).rows.length,
    );
  expect([await changed(desk), await changed(crew), await changed(SYSTEM)]).toEqual([1, 1, 2]);
  const rename = (tx: Tx) => sql`update bolo_notice set name = 'y'`.execute(tx);
  expect(await answer(database, desk, rename)).toBe("permission denied for table bolo_notice");
});

it("has one addressee, of the kind of its channel", { timeout: 60_000 }, async () => {
  await using database = await cloneDatabase();
  await database.db.pool.query(THINGS);
  const refused = 'new row for relation "bolo_notice" violates check constraint "bolo_notice_addressee"';
  for (const [channel, alertId] of [
    ["radio", null],
    ["screen", null],
    ["body", ALERT],
    ["alert_text", null],
  ] as const)
    expect(await answer(database, desk, outside(channel, alertId))).toBe(refused);
});
