import { cameras } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { address, type Route } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import { randomBytes, randomUUID } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { startChildRoom, type ChildRoom } from "./child-room.ts";
import { bodyFor, queryFor, rawFor } from "./route-inputs.ts";
import { openScreen } from "./screen.ts";
import { testClient, type TestClient } from "./test-client.ts";
import { clientsOf, furnish, PASSWORD, temporaryData, type TestRoom } from "./test-room.ts";
import { makeThings, planCamera } from "./things/things.ts";
import { startTown } from "./things/town.ts";

const stack = new AsyncDisposableStack();
const canary = (what: string): string => `canary-${what}-${randomBytes(9).toString("hex")}`;

/** Secrets that must be found nowhere. Session tokens are added as they are made. */
const SECRETS: Record<string, string> = {
  "the password of everybody": PASSWORD,
  "a password that was set": canary("set"),
  "a password that was changed to": canary("changed"),
  "a wrong password": canary("wrong"),
  "a password in a broken request": canary("broken"),
  "a password in an address": canary("address"),
  "the user name of a camera": canary("camera-user"),
  "the password of a camera": canary("camera-password"),
  "a wrong password of a camera": canary("camera-wrong"),
  "a password that the database refused": canary("refused"),
};
/** Text that must be found; otherwise the search finds nothing at all. */
const NOTE = canary("note");

const replies: string[] = [];
let database: TestDatabase;
let room: ChildRoom;
let data = "";

/** A client whose token is a secret too, and whose replies are kept. */
async function enter(username: string, password: string): Promise<TestClient> {
  const client = testClient(room.url, (reply) => replies.push(reply));
  await client.must(identity.signIn, { body: { username, password } });
  SECRETS[`the session of ${username}`] = client.token();
  return client;
}

/** Calls every route as somebody who may, about things that are there. */
async function walk(things: Awaited<ReturnType<typeof makeThings>>, as: (role: string) => Promise<TestClient>): Promise<void> {
  const ids = {
    ...things,
    segmentId: "1",
    sectorId: "SX",
    number: 77,
    seq: 1,
    userId: randomUUID(),
    sessionId: randomUUID(),
    passkeyId: randomUUID(),
    deviceId: randomUUID(),
    tokenId: randomUUID(),
    approvalId: randomUUID(),
    codeId: randomUUID(),
    importId: randomUUID(),
    callId: randomUUID(),
    recordingId: randomUUID(),
    listeningId: randomUUID(),
    recallId: randomUUID(),
    nature: "ACC",
    copy: "small",
  };
  const roleFor = ({ access }: Route): string => (access.kind === "roles" ? (access.roles[0] ?? "operator") : "operator");
  for (const route of ROUTES.filter(
    ({ carriage, name }) => carriage !== "socket" && name !== "identity.signOut" && name !== "identity.lock",
  )) {
    const client = await as(roleFor(route));
    const path = address(route, ids, queryFor(route, things));
    if (route.carriage === "raw") {
      await client.fetch(path, rawFor(route, things));
      continue;
    }
    const body = bodyFor(route, things);
    const isFile = typeof body === "string";
    const headers = body === undefined ? {} : { "content-type": isFile ? "text/csv" : "application/json" };
    const text = isFile ? body : JSON.stringify(body);
    await client.fetch(path, { method: route.method, headers, ...(body === undefined ? {} : { body: text }) });
  }
}

beforeAll(async () => {
  database = stack.use(await cloneDatabase());
  data = stack.use(await temporaryData()).path;
  const town = stack.use(await startTown("gate"));
  room = await startChildRoom({
    data,
    database,
    roles: "api,recorder,worker",
    environment: { AMALIYAT_LOG_LEVEL: "debug" },
  });
  stack.defer(async () => {
    room.child.kill("SIGKILL");
    await room.ended;
  });
  await furnish(room.url, database);
  const { as } = { as: clientsOf(room.url) };
  const testRoom: TestRoom = { url: room.url, data, database, as, [Symbol.asyncDispose]: () => Promise.resolve() };
  const things = await makeThings(testRoom, "SU1");
  for (const role of ["administrator", "technician", "operator"] as const) SECRETS[`another session of ${role}`] = (await as(role)).token();
  const known = new Map<string, Promise<TestClient>>();
  const enterOnce = (role: string): Promise<TestClient> => {
    const client = known.get(role) ?? enter(role.replace("_", "-"), PASSWORD);
    known.set(role, client);
    return client;
  };
  const [administrator, technician] = [await enterOnce("administrator"), await enterOnce("technician")];
  const screen = await openScreen(await enterOnce("supervisor"));

  // Everything that takes a secret, rightly and wrongly.
  const person = { name: "ن", badge: "9", role: "analyst" as const, sectors: ["SU1"] };
  // The one reply that shows a code; asked under a key, since what was answered to a key is kept.
  const asked = { body: { ...person, username: "secretive" }, once: "a-key-of-this-test" };
  const made = await (await as("administrator")).must(identity.createUser, asked);
  if (made.kind !== "made") throw new Error("an analyst is designated by one person");
  SECRETS["half a one-time code"] = made.code.first;
  SECRETS["the other half of it"] = made.code.second;
  const own = testClient(room.url, (reply) => replies.push(reply));
  await own.must(identity.useCode, { body: { username: "secretive", first: made.code.first, second: made.code.second } });
  SECRETS["the session of a code"] = own.token();
  const [set, next] = [SECRETS["a password that was set"] ?? "", SECRETS["a password that was changed to"] ?? ""];
  await own.must(identity.setPassword, { body: { password: set } });
  await own.must(identity.changePassword, { body: { current: set, next } });
  await enter("secretive", SECRETS["a password that was changed to"] ?? "");
  const stranger = testClient(room.url, (reply) => replies.push(reply));
  for (const username of ["secretive", "nobody"])
    await stranger.ask(identity.signIn, { body: { username, password: SECRETS["a wrong password"] ?? "" } });
  const json = { "content-type": "application/json" };
  const broken = SECRETS["a password in a broken request"];
  for (const body of [`{"username":"secretive","password":"${broken}"`, `{"username":7,"password":"${broken}"}`, `["${broken}"]`])
    await stranger.fetch("/api/session", { method: "POST", headers: json, body });
  await stranger.fetch(`/api/session?password=${SECRETS["a password in an address"]}`);
  const { cameraId } = await planCamera(technician, "SU1", "secret", town.address("gate"));
  const login = (password: string | undefined) =>
    technician.must(cameras.setCredentials, {
      params: { cameraId },
      body: { username: SECRETS["the user name of a camera"] ?? "", password: password ?? "" },
    });
  await login(SECRETS["a wrong password of a camera"]);
  await technician.ask(cameras.test, { params: { cameraId } });
  for (const command of ["install", "put_in_service"] as const)
    await technician.must(cameras.move, { params: { cameraId }, body: { command } });
  await login(SECRETS["the password of a camera"]);
  await (await enterOnce("operator")).must(interventions.note, { params: things, body: { text: NOTE } });
  await walk(things, enterOnce);

  // A statement that fails says which row it failed on.
  await database.db.pool.query("alter table users add constraint broken check (username <> 'unwanted') not valid");
  const password = SECRETS["a password that the database refused"] ?? "";
  expect(await administrator.code(identity.createUser, { body: { ...person, username: "unwanted" } })).toBe("server.failed");
  await database.db.pool.query("alter table camera_secret add constraint broken check (length(sealed) < 1) not valid");
  expect(await technician.code(cameras.setCredentials, { params: { cameraId }, body: { username: "x", password } })).toBe("server.failed");

  replies.push(...screen.heard.map((message) => JSON.stringify(message)));
  screen.socket.terminate();
  room.child.kill("SIGTERM");
  await room.ended;
}, 120_000);
afterAll(() => stack.disposeAsync());

/** Every row of every table as text; bytes as text too. */
async function rowsOfDatabase(): Promise<string> {
  const tables = await database.db.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts = [];
  for (const { name } of tables.rows) {
    const { rows } = await database.db.pool.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(
      ...rows.map(
        ({ row }) => `${row} ${row.replaceAll(/\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, "hex").toString("latin1"))}`,
      ),
    );
  }
  return texts.join("\n");
}

async function filesBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names.map(async (name) => ((await stat(join(folder, name))).isFile() ? readFile(join(folder, name), "latin1") : "")),
  );
  return files.join("\n");
}

/** Names of the secrets that stand in a text, as they are or encoded as bytes often are. */
const foundIn = (text: string): string[] =>
  Object.entries(SECRETS)
    .filter(([, secret]) =>
      [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/=+$/, "")].some((form) => text.includes(form)),
    )
    .map(([what]) => what);

it("gives no secret back in any reply of any route, nor on the live channel", () => {
  expect(replies.length).toBeGreaterThan(ROUTES.length);
  expect(replies.some((reply) => reply.includes(NOTE))).toBe(true);
  expect(foundIn(replies.join("\n"))).toEqual([]);
  for (const name of ["password_hash", "token_hash", "sealed", "$argon2id$"]) expect(replies.join("\n")).not.toContain(name);
});

it("writes no secret into the log of the process, also when the database says which row it refused", () => {
  const lines = room.err().trim().split("\n");
  expect(lines.filter((line) => line.includes("a handler failed"))).toHaveLength(2);
  expect(foundIn(room.err())).toEqual([]);
  for (const name of ["$argon2id$", "Failing row", NOTE]) expect(room.err()).not.toContain(name);
});

it("keeps no secret in clear in any table, the log of the room and the queue included", async () => {
  const rows = await rowsOfDatabase();
  expect(rows).toContain(NOTE);
  expect(rows).toContain("camera.credentials_changed");
  expect(foundIn(rows)).toEqual([]);
});

it("keeps no secret in clear in any file, the published log included", async () => {
  expect(foundIn(await filesBelow(data))).toEqual([]);
});
