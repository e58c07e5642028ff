import type { Acd } from "@amaliyat/domain/calls";
import { mkdtemp, rm } from "node:fs/promises";
import { BlockList } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { openJournal } from "../../platform/journal/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { readAcd } from "../rows/acd-store.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { shipLines } from "../desk/settings.ts";
import { Switchboard } from "../switchboard/switchboard.ts";
import type { FakeNetwork } from "./fake-exchange.ts";

// A switchboard on a real database, with telephones in memory: what its tests share.
export let database: TestDatabase;
let folder = "";
export const PEOPLE = ["8001", "8002", "8003"] as const;

/** Prepares the room of one file of tests: files share this module, and each has a database of its own. */
export function useRoom(): void {
  beforeAll(async () => {
    database = await cloneDatabase();
    folder = await mkdtemp(join(tmpdir(), "amaliyat-switchboard-"));
    await shipLines(database.db, Date.now());
    await database.db.pool.query(
      `with made as (
       insert into users (user_id, username, name, badge, role, language, designated_from)
       select gen_random_uuid(), e, e, e, 'call_taker', 'ar', now() from unnest($1::text[]) e returning user_id, username),
     seated as (
       insert into session (session_id, user_id, token_hash, address, agent, opened_at, seen_at, expires_at)
       select gen_random_uuid(), user_id, sha256(username::bytea), '', '', now(), now(), now() from made returning session_id, user_id)
     insert into call_taker (user_id, extension, languages, here, since, idle_since, wants, session_id)
     select user_id, username, '{ar,fr}', true, now(), now(), 'ready', session_id from made join seated using (user_id)`,
      [[...PEOPLE]],
    );
  });
  // Each test begins with nobody in a pause or at a call that another test left, and nobody whom another test left to be called back.
  beforeEach(async () => {
    await database.db.pool.query("update session set locked_at = null");
    await database.db.pool.query(
      `update call_taker set state = '{"kind":"off"}', phone_since = null, missed = 0, pause_next = null, locked = false`,
    );
    await database.db.pool.query("delete from call_queue");
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
}

/** Room on the disk for sound. */
export const disk = { hasRoom: true };

export const depsOf = (network: FakeNetwork, clock = Date.now, db = database.db): CallsDeps => ({
  db,
  clock,
  log: makeLog("silent"),
  startExchange: network.start,
  openJournal: () => openJournal(folder),
  consoleEdge: () => Promise.resolve(null),
  standbyPort: null,
  keeper: { bind: () => ({ [Symbol.dispose]: () => undefined }) },
  interventions: {
    db,
    units: {
      counts: () => Promise.resolve({ active: 0, onScene: 0 }),
      withdrawAll: () => Promise.resolve([]),
      moveAll: () => Promise.resolve([]),
      moveSome: () => Promise.resolve([]),
      workOf: () => Promise.resolve(null),
      markActed: () => Promise.resolve(),
      tellDanger: () => Promise.resolve(),
      livingAt: (_tx, assignmentId) => Promise.resolve(assignmentId),
      noteByCrew: () => Promise.resolve(),
    },
    cameras: { placeOf: () => Promise.resolve(null) },
    sectorOf: () => Promise.resolve(null),
    revise: () => Promise.resolve([]),
  },
  sectorOf: () => Promise.resolve(null),
  phoneOfUnit: () => Promise.resolve(null),
  sendNearest: () => Promise.resolve({ sent: null, isRepeated: false }),
  sounds: { folders: ["/announcements"], music: "/music.wav" },
  folders: { recordings: "/recordings" },
  hasRoomForSound: () => Promise.resolve(disk.hasRoom),
  retentionMs: 86_400_000,
  listeningShown: true,
  aml: { key: null, networks: new BlockList() },
  heldHosts: [],
  sms: null,
});

/** A switchboard that has the lines. */
export async function started(network: FakeNetwork, clock = Date.now, db = database.db): Promise<Switchboard> {
  const board = new Switchboard(depsOf(network, clock, db));
  for (let tries = 0; tries < 250 && !board.isRunning; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(board.isRunning).toBe(true);
  await settled(board);
  return board;
}

/** Orders of different calls go side by side: a busy machine is waited for before anybody is killed. */
export const PATIENCE = { timeout: 10_000, interval: 20 };

/** Nothing is said any more, and all that was is taken in; orders are obeyed at once and may say more. */
export async function settled(board: Switchboard): Promise<void> {
  for (let times = 0; times < 4; times++) await board.settled();
}

export const rows = async <T extends object>(text: string): Promise<T[]> => (await database.db.pool.query<T>(text)).rows;
const sorted = (acd: Acd) => ({
  calls: [...acd.calls.values()].toSorted((a, b) => (a.callId < b.callId ? -1 : 1)),
  takers: [...acd.takers.values()].toSorted((a, b) => (a.takerId < b.takerId ? -1 : 1)),
});

/** The rows say what the rule says, to the letter; every call that is over has an ending, and every other is known to somebody. */
export async function holds(board: Switchboard, network: FakeNetwork): Promise<void> {
  const readRows = () => transaction(database.db, SYSTEM, (tx) => readAcd(tx, [...board.acd.lines.values()]), { readOnly: true });
  let held = board.acd;
  let read = await readRows();
  // A time limit may pass while the rows are read.
  while (board.acd !== held) {
    await settled(board);
    held = board.acd;
    read = await readRows();
  }
  expect(sorted(read)).toEqual(sorted(held));
  const asked = await rows(`select from call_queue q join session s on s.user_id = (q.state->>'takerId')::uuid
    where q.call_back = 'asked' and s.locked_at is not null`);
  expect(asked).toEqual([]);
  const open = await rows<{ call_id: string; queued: boolean; legs: number }>(
    `select call_id, exists (select from call_queue q where q.call_id = c.call_id) as queued,
       (select count(*)::int from call_leg l where l.call_id = c.call_id and l.ended_at is null) as legs
     from call c where ended_at is null and import_id is null`,
  );
  expect(open.map(({ call_id }) => call_id).toSorted()).toEqual([...network.calls.keys()].toSorted());
  for (const call of open) expect(call.queued || call.legs > 0).toBe(true);
  const [wrong] = await rows<{ wrong: number; twice: number }>(
    `select count(*) filter (where ended_at is not null and ending is null)::int as wrong, (count(*) - count(distinct reference))::int as twice
     from call where import_id is null`,
  );
  expect(wrong).toEqual({ wrong: 0, twice: 0 });
}
