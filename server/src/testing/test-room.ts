import { FACT_KEYS, WORD_KEYS } from "@amaliyat/contract/audit";
import { identity } from "@amaliyat/contract/identity";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRoom } from "../app.ts";
import type { RoomOptions } from "../open-room.ts";
import { readConfig } from "../settings/index.ts";
import type { Clock } from "../platform/clock.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { hashPassword } from "../identity/passwords/password-hash.ts";
import { makeLog, type Log } from "../platform/log.ts";
import { signedIn, type TestClient } from "./test-client.ts";

export const PASSWORD = "a long password of a test";

/** A square of a hundredth of a degree: SU1 lies west of SU2, both below SD1. */
const square = (west: number): [number, number][] => [
  [west, 31.9],
  [west + 0.01, 31.9],
  [west + 0.01, 31.91],
  [west, 31.91],
];
export const PLACES = { SU1: { lat: 31.905, lon: 5.305 }, SU2: { lat: 31.905, lon: 5.315 } } as const;
const name = (text: string) => ({ ar: `اسم ${text}`, fr: text, en: text });

/** A client of the role's user: `operator` works in SU1, `operator2` in SU2, `operator0` in SD1 above both, `first` is the administrator who began the room. */
type As = (username: Role | `${Role}2` | `${Role}0` | "first") => Promise<TestClient>;

export type TestRoom = AsyncDisposable & { readonly url: string; readonly data: string; readonly database: TestDatabase; readonly as: As };

export type TestRoomOptions = {
  readonly roles?: string;
  readonly clock?: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  /** A database that is not the test's to end; a fresh clone when not given. */
  readonly database?: TestDatabase;
  /** The data folder of a room before this one, whose keys go with its database; a fresh one when not given. */
  readonly data?: string;
  /** Log of the room; none by default. */
  readonly log?: Log;
  /** False leaves the room as it is at its very first start: nobody in it, no sector. */
  readonly furnished?: boolean;
  /** Refusals of one person that are written one by one in a minute; as in every room when not given. */
  readonly refusalsWritten?: number;
  /** Read rate of one session; default: that of a normal room. */
  readonly readRate?: RoomOptions["readRate"];
  /** The telephones of the room; none when not given. */
  readonly startExchange?: RoomOptions["startExchange"];
};

/** URLs by which a room reaches a database of a test. */
export type RoomUrls = Pick<TestDatabase, "roomUrl" | "ownerUrl">;

/** The settings of a room of a test: plain HTTP on a free port, cameras on the loopback. */
export const testEnvironment = (data: string, { roomUrl, ownerUrl }: RoomUrls, roles: string): Record<string, string> => ({
  AMALIYAT_DATA: data,
  AMALIYAT_HOST: "127.0.0.1",
  AMALIYAT_PORT: "0",
  AMALIYAT_PLAIN_HTTP: "1",
  AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8",
  AMALIYAT_MEDIA_WORKERS: "1",
  // People of a test have passwords; a test of second factors names the roles itself.
  AMALIYAT_SECOND_FACTOR: "",
  DATABASE_URL: roomUrl,
  DATABASE_OWNER_URL: ownerUrl,
  AMALIYAT_ROLES: roles,
});

/** A fresh data folder of a room; removed at the end. */
export async function temporaryData(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "amaliyat-room-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The data folder of another server of a room: one folder has one server, and all servers of a room have its keys. */
export async function dataOfAnotherServer(data: string): Promise<Awaited<ReturnType<typeof temporaryData>>> {
  const other = await temporaryData();
  await cp(join(data, "keys"), join(other.path, "keys"), { recursive: true });
  return other;
}

/**
 * A whole room on a cloned database and a free port, with sectors SU1 and SU2 and three users a role. Its end fails if a route refused
 * with a code that it does not declare.
 */
export async function startTestRoom(options: TestRoomOptions = {}): Promise<TestRoom> {
  const { roles = "api,worker", clock, environment = {}, furnished = true, startExchange } = options;
  await using stack = new AsyncDisposableStack();
  const database = options.database ?? stack.use(await cloneDatabase());
  const data = options.data ?? stack.use(await temporaryData()).path;
  const undeclared = new Set<string>();
  const onUndeclared = ({ message }: Error): void => void undeclared.add(message);
  const config = readConfig({ ...testEnvironment(data, database, roles), ...environment });
  const room = stack.use(
    await startRoom({
      config,
      pages: null,
      log: options.log ?? makeLog("silent"),
      onUndeclared,
      refusalsWritten: options.refusalsWritten,
      readRate: options.readRate,
      ...(clock ? { clock } : {}),
      ...(startExchange ? { startExchange } : {}),
    }),
  );
  const url = room.url ?? "";
  if (furnished) await furnish(url, database);
  const running = stack.move();
  return {
    url,
    data,
    database,
    as: clientsOf(url),
    async [Symbol.asyncDispose]() {
      for (const key of furnished ? await strangeKeys(database).catch(() => []) : [])
        undeclared.add(`the log has a detail that contract/audit/detail.ts does not know: ${key}`);
      await running.disposeAsync();
      if (undeclared.size > 0) throw new Error([...undeclared].join("\n"));
    },
  };
}

/**
 * Keys in details of the log that are declared neither as facts nor as words. If a key is a code, as in changed limits, its value is
 * checked.
 */
async function strangeKeys({ db }: TestDatabase): Promise<string[]> {
  const { rows } = await db.pool.query<{ type: string; key: string }>(
    `with recursive inside (type, key, value) as (
       select type, k, v from log_entry, jsonb_each(detail) as e (k, v) where jsonb_typeof(detail) = 'object'
       union select type, k, v from inside, lateral (
         select k, v from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as o (k, v)
         union all select key, a from jsonb_array_elements(case jsonb_typeof(value) when 'array' then value else '[]' end) as l (a)
       ) deeper (k, v)
     ) select distinct type, key from inside`,
  );
  const isKnown = (key: string): boolean => FACT_KEYS.has(key) || WORD_KEYS.has(key) || !/^[a-z]+$/i.test(key);
  return rows.filter(({ key }) => !isKnown(key)).map(({ type, key }) => `${type} ${key}`);
}

/** Signs each user in once and keeps the client. */
export function clientsOf(url: string): As {
  const clients = new Map<string, Promise<TestClient>>();
  return (username) => {
    const known = clients.get(username) ?? signedIn(url, username.replace("_", "-"), PASSWORD);
    clients.set(username, known);
    return known;
  };
}

/**
 * Fills a room: its first administrator, the sectors, three users a role. The users are copies of the first one's row: thirty
 * passwords hashed over the API would cost each test file a second of work, and each designation takes two people.
 */
export async function furnish(url: string, database: TestDatabase): Promise<void> {
  await database.db.pool.query(
    `with made as (
       insert into users (user_id, username, name, badge, role, language, designated_from)
       values (gen_random_uuid(), 'first', 'المدير', '1', 'administrator', 'ar', '2000-01-01T00:00:00Z') returning user_id
     ) insert into user_password (user_id, password_hash) select user_id, $1 from made`,
    [await hashPassword(PASSWORD)],
  );
  const first = await signedIn(url, "first", PASSWORD);
  for (const [sectorId, parentId, boundary] of [
    ["SD1", null, null],
    ["SU1", "SD1", square(5.3)],
    ["SU2", "SD1", square(5.31)],
  ] as const)
    await first.must(identity.putSector, {
      params: { sectorId },
      body: { parentId, names: name(sectorId), boundary: boundary && [...boundary] },
    });
  const users = ROLES.flatMap((role) => [
    { role, name: role, sector: "SU1" },
    { role, name: `${role}2`, sector: "SU2" },
    { role, name: `${role}0`, sector: "SD1" },
  ]);
  await database.db.pool.query(
    `with made as (
       insert into users (user_id, username, name, badge, role, language, designated_from)
       select gen_random_uuid(), replace(made.name, '_', '-'), made.name, made.name, made.role, 'ar', designated_from
       from users, jsonb_to_recordset($1) as made (name text, role text) where username = 'first' returning user_id, name
     ), opened as (
       insert into user_password (user_id, password_hash)
       select made.user_id, password_hash from made, user_password
     ) insert into user_sector (user_id, sector_id)
     select user_id, sector from made join jsonb_to_recordset($1) as given (name text, sector text) using (name)`,
    [JSON.stringify(users)],
  );
}
