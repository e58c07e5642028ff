import { identity } from "@amaliyat/contract/identity";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRoom } from "../app.ts";
import { readConfig } from "../config.ts";
import type { Clock } from "../platform/clock.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { makeLog } from "../platform/log.ts";
import { signedIn, testClient, type TestClient } from "./test-client.ts";

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

export type TestRoom = AsyncDisposable & {
  readonly url: string;
  readonly data: string;
  readonly database: TestDatabase;
  /** A client of the role's user: `operator` works in SU1, `operator2` in SU2. */
  readonly as: (username: Role | `${Role}2`) => Promise<TestClient>;
};

export type TestRoomOptions = { readonly roles?: string; readonly clock?: Clock; readonly environment?: Readonly<Record<string, string>> };

/** A whole room on a cloned database and a free port, with sectors SU1 and SU2 and two users a role. */
export async function startTestRoom({ roles = "api,worker", clock, environment = {} }: TestRoomOptions = {}): Promise<TestRoom> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await cloneDatabase());
  const data = await mkdtemp(join(tmpdir(), "amaliyat-room-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  const config = readConfig({
    AMALIYAT_DATA: data,
    AMALIYAT_HOST: "127.0.0.1",
    AMALIYAT_PORT: "0",
    AMALIYAT_PLAIN_HTTP: "1",
    AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8",
    AMALIYAT_MEDIA_WORKERS: "1",
    DATABASE_URL: database.url,
    AMALIYAT_ROLES: roles,
    ...environment,
  });
  const room = stack.use(await startRoom({ config, pages: null, log: makeLog("silent"), ...(clock ? { clock } : {}) }));
  const url = room.url ?? "";
  await furnish(url);
  const clients = new Map<string, Promise<TestClient>>();
  const running = stack.move();
  return {
    url,
    data,
    database,
    as(username) {
      const known = clients.get(username) ?? signedIn(url, username.replace("_", "-"), PASSWORD);
      clients.set(username, known);
      return known;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function furnish(url: string): Promise<void> {
  const first = testClient(url);
  await first.must(identity.begin, { body: { username: "first", name: "المدير", badge: "1", language: "ar", password: PASSWORD } });
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
    { username: role, role, sector: "SU1" },
    { username: `${role}2`, role, sector: "SU2" },
  ]);
  await Promise.all(
    users.map(({ username, role, sector }) =>
      first.must(identity.createUser, {
        body: { username: username.replace("_", "-"), name: username, badge: username, role, sectors: [sector], password: PASSWORD },
      }),
    ),
  );
}
