import { ROUTES } from "@amaliyat/contract/table";
import { photos } from "@amaliyat/contract/interventions";
import { address, isNothing, reachOf, type Route } from "@amaliyat/contract/route";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JPEG } from "./things/drawings.ts";
import { bodyFor, queryFor, rawFor } from "./route-inputs.ts";
import { FakeNetwork } from "../calls/testing/fake-exchange.ts";
import { makeRoomThings } from "./things/room-things.ts";
import { queueThings, type QueueIds } from "./things/queue-things.ts";
import { testClient, type TestClient } from "./test-client.ts";
import { startTestRoom, type TestRoom } from "./test-room.ts";
import { makeThings } from "./things/things.ts";

type Things = Awaited<ReturnType<typeof makeThings>> & QueueIds & { readonly photoId: string };
/** A picture of a patrol, shown to nobody yet. */
async function attachPhoto(patrol: TestClient, assignmentId: string): Promise<string> {
  const { photoId } = await patrol.must(photos.attach, {
    params: { assignmentId },
    query: { takenAt: new Date().toISOString() },
    body: JPEG,
  });
  return photoId;
}
type Answer = { readonly status: number; readonly code: string; readonly text: string };

/** Call-takers of the queue: that many calls are opened side by side. One after another, with a report each, they took 100 of 180 s. */
const QUEUE_DESKS = 8;

let room: TestRoom;
let own: Things;
let other: Things;
/** Those of a call and a report of the other sector that are over. */
let closed: QueueIds;
let queue: Awaited<ReturnType<typeof queueThings>>;
let ofRoom: Awaited<ReturnType<typeof makeRoomThings>>;

beforeAll(async () => {
  const network = new FakeNetwork();
  const environment = { AMALIYAT_PUSH_HOSTS: "push.example", AMALIYAT_PUSH_CONTACT: "https://amaliyat.example/" };
  room = await startTestRoom({ roles: "api,recorder,worker", environment, refusalsWritten: 1_000_000, startExchange: network.start });
  queue = await queueThings(room, network, QUEUE_DESKS);
  closed = await queue.closed("SU2");
  const [things, others] = [await makeThings(room, "SU1"), await makeThings(room, "SU2")];
  own = { ...(await queue.open("SU1")), ...things, photoId: await attachPhoto(await room.as("patrol"), things.assignmentId) };
  other = { ...closed, ...others, photoId: await attachPhoto(await room.as("patrol2"), others.assignmentId) };
  // A request that says no place is everybody's.
  for (const { requestId, sectorId } of [own, other])
    await room.database.db.pool.query("update partner_request set sector_id = $2 where request_id = $1", [requestId, sectorId]);
  ofRoom = await makeRoomThings(room, own);
  for (const [things, patrol] of [
    [own, "patrol"],
    [other, "patrol2"],
  ] as const)
    Object.assign(things, await attachPhoto(await room.as(patrol), things.assignmentId));
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

/** Things that a room of a test never has: pieces of pictures, a map, and the service and request of a city's system. */
const NOWHERE = { segmentId: "1", mapVersion: "a-b", service: "obstacle", request: "R-2026-999999" };
const CODES = { sectorId: "SX", number: 77, nature: "ACC", format: "json", copy: "small", language: "ar", role: "wall" };
const ids = (things: Things) => ({ ...things, ...ofRoom, ...NOWHERE, ...CODES, seq: 1 });

/** The params that name something which lies in a sector. */
const SECTOR_BOUND = [
  "siteId",
  "cameraId",
  "interventionId",
  "unitId",
  "assignmentId",
  "viewId",
  "replayId",
  "shiftId",
  "noteId",
  "lineId",
  "forwardId",
  "requestId",
  "boloId",
  "pictureId",
  "placeId",
  "hazardId",
  "photoId",
];
const isBound = (route: Route): boolean => SECTOR_BOUND.some((name) => route.path.includes(`:${name}`));

/** Cities' systems are refused in the words and by the numbers of their standard. */
const isOpen311 = ({ path }: Route): boolean => path.startsWith("/open311/");
/** Pages without scripts say a refusal in words, with its status. */
const isPage = ({ takes, path }: Route): boolean => takes === "form" && path.startsWith("/allo/");
const textType = ({ takes }: Route): string => (takes === "upload_form" ? "application/x-www-form-urlencoded" : "text/csv");
/** Public routes that serve only what is proven in the body: a signature, or the key and a request of its partner. */
const PROVEN = ["dispatch.signedPanic", "reports.open311SendUpdate"];

/** Asks a route about things; `named` are those that its body names, where they differ. */
async function ask(client: TestClient, route: Route, things: Things, named = things): Promise<Answer> {
  const path = address(route, ids(things), queryFor(route, things));
  if (route.carriage === "socket") {
    const { status, socket } = await client.socket(path);
    socket?.terminate();
    return { status, code: "", text: "" };
  }
  const body = bodyFor(route, named);
  const range: Record<string, string> = route.carriage === "bytes" ? { range: "bytes=0-0" } : {};
  const init: RequestInit = route.carriage === "raw" ? rawFor(route, things) : { method: route.method, headers: range };
  if (body !== undefined)
    Object.assign(init, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { ...range, "content-type": typeof body === "string" ? textType(route) : "application/json" },
    });
  const response = await client.fetch(path, init);
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true && text !== "";
  // A protocol with words of its own, and an answer without a body, say their status alone.
  if (isOpen311(route)) return { status: response.status, code: /\((\S+)\)"/.exec(text)?.[1] ?? "", text };
  if (isPage(route)) return { status: response.status, code: "", text };
  if (response.status >= 400 && route.carriage !== "raw") expect(isProblem, text).toBe(true);
  const code = isProblem ? String((JSON.parse(text) as { code: string }).code) : "";
  return { status: response.status, code, text };
}

/** Refusals of people. Those of strangers are counted together and written down some time later. */
const refusals = async (): Promise<number> => {
  const { rows } = await room.database.db.pool.query<{ count: string }>(
    "select count(*) from log_entry where outcome = 'refused' and actor_name is not null",
  );
  return Number(rows[0]?.count);
};

/** Routes left out: they would end the test's own sessions or begin a room anew. Passkeys have no sign-in at an IP address. */
const PASSKEYS = ["identity.passkeyChallenge", "identity.passkeySignIn"];
const ENDING = ["identity.signOut", "identity.lock", "identity.begin", "identity.signIn", "identity.useCode", "partners.deskSignIn"];
/** Ends the sessions of the unit's person, who is the patrol of these tests: asked only where it must be refused. */
const ENDS_OTHERS = "dispatch.loseDevice";
const LEFT_OUT = new Set([...ENDING, ...PASSKEYS]);
const tested = ROUTES.filter(({ name }) => !LEFT_OUT.has(name));

/** Tables that say who looked. */
const LOOKED = ["hazard_shown"];
/** Tables that the room writes by itself all the time: that it lives, what it records, which cameras fail, which views are open. */
const ALIVE = ["live_node", "live_view", "live_event", "live_head", "recorder_seen", "trusted_time"];
const BY_ITSELF = [...ALIVE, "camera_connection", "camera_fault", "gap", "segment", "segment_day", "segment_place", "segment_total"];

/** A digest of what lies in each table, but for the log and for when a session was last used. */
async function contents(): Promise<ReadonlyMap<string, string>> {
  const { pool } = room.database.db;
  const { rows } = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname !~ '^log_'",
  );
  expect(rows.length).toBeGreaterThan(50);
  const digest = async ({ name }: { name: string }) => {
    const row = name === "session" ? "to_jsonb(t) - 'seen_at'" : "t";
    const sql = `select md5(coalesce(string_agg(md5((${row})::text), '' order by md5((${row})::text)), '')) as digest from "${name}" t`;
    return [name, (await pool.query<{ digest: string }>(sql)).rows[0]?.digest ?? ""] as const;
  };
  return new Map(await Promise.all(rows.map(digest)));
}

it("changes nothing by a safe method, but that the log says who looked", async () => {
  const safe = tested.filter(({ method, carriage }) => (method === "GET" || method === "HEAD") && carriage !== "socket");
  for (const role of ROLES) await room.as(role);
  const before = await contents();
  let answered = 0;
  for (const route of safe)
    for (const role of ROLES.filter((each) => route.access.kind !== "roles" || route.access.roles.includes(each)))
      if ((await ask(await room.as(role), route, own)).status === 200) answered += 1;
  expect(answered).toBeGreaterThan(100);
  const after = await contents();
  const changed = [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
  expect(changed.filter((name) => ![...LOOKED, ...BY_ITSELF].includes(name))).toEqual([]);
});

describe.each(tested.map((route) => [route.name, route] as const))("%s", (_, route) => {
  it("is closed to whoever is not signed in", async () => {
    const { status, code } = await ask(testClient(room.url), route, own);
    // A room without a map has no tiles, for nobody.
    if (route.name === "room.mapTiles") expect(code).toBe("object.not_found");
    else if (PROVEN.includes(route.name)) expect([403, 404]).toContain(status);
    else if (route.access.kind === "public") expect(status).toBeLessThan(400);
    else if (isOpen311(route)) expect([status, code]).toEqual([403, "partner.token_missing"]);
    else if (route.access.kind === "partner") expect([status, code || "partner.token_missing"]).toEqual([401, "partner.token_missing"]);
    else expect([status, code || "access.not_signed_in"]).toEqual([401, "access.not_signed_in"]);
  });

  it.each(ROLES)("is what the table says for %s", async (role: Role) => {
    const isOpen = route.access.kind !== "roles" || route.access.roles.includes(role);
    if (route.name === ENDS_OTHERS && isOpen) return;
    const client = await room.as(role);
    const before = isOpen ? 0 : await refusals();
    const { status, code } = await ask(client, route, own);
    expect(status, code).not.toBe(500);
    // No person of the room has a partner's token.
    if (route.access.kind === "partner") return expect(status).toBe(isOpen311(route) ? 403 : 401);
    if (isOpen) {
      expect(code).not.toBe("access.not_your_role");
      expect(code).not.toBe("request.invalid");
      expect(status).not.toBe(401);
    } else {
      expect(status).toBe(403);
      if (route.carriage !== "socket") expect(code).toBe("access.not_your_role");
      expect(await refusals()).toBe(before + 1);
    }
  });
});

const bound = tested.filter((route) => isBound(route) && route.access.kind === "roles" && route.access.sectors === "own");

describe.each(bound.map((route) => [route.name, route] as const))("%s", (_, route) => {
  const roles = route.access.kind === "roles" ? route.access.roles : [];
  it.each(roles)("shows nothing of another sector to %s, and the refusal is logged", async (role) => {
    const before = await refusals();
    const { status, text } = await ask(await room.as(role), route, other);
    if (route.carriage === "socket") expect(status).toBe(410);
    else expect([404, 410]).toContain(status);
    for (const id of [other.cameraId, other.interventionId, other.unitId]) expect(text).not.toContain(id);
    expect(await refusals()).toBe(before + 1);
  });
});

/** The params that name a call or a report, or a piece of one. */
const QUEUE_BOUND = ["callId", "recordingId", "reportId", "fileId"];
const CALL_BOUND = ["callId", "recordingId"];
const reaching = (route: Route): Role[] => ROLES.filter((role) => reachOf(route.access, role) === "queue");
const ofQueue = tested.filter((route) => QUEUE_BOUND.some((name) => route.path.includes(`:${name}`)) && reaching(route).length > 0);

const callsLeft: Awaited<ReturnType<typeof queue.callAll>> = [];
let openQueue: QueueIds | null = null;

/**
 * Things of the other sector that are open. What the route's path names, a call or a report, is fresh: each act changes or ends it. The rest
 * is that of the case before.
 */
async function openFor(route: Route): Promise<QueueIds> {
  openQueue ??= await queue.open("SU2");
  const namesCall = CALL_BOUND.some((name) => route.path.includes(`:${name}`));
  if (namesCall && callsLeft.length === 0) callsLeft.push(...(await queue.callAll("SU2")));
  openQueue = { ...openQueue, ...(namesCall ? callsLeft.pop() : await queue.report("SU2")) };
  return openQueue;
}

describe.each(ofQueue.map((route) => [route.name, route] as const))("%s", (_, route) => {
  it.each(reaching(route))("reaches what is open in another sector for %s", async (role) => {
    const { status, code } = await ask(await room.as(role), route, { ...own, ...(await openFor(route)) });
    // Its body names who listens, and nobody does.
    if (route.name === "calls.stopListening") return expect(status).toBe(404);
    expect([404, 410, 500], code).not.toContain(status);
    expect(code).not.toBe("access.not_your_role");
  });

  it.each(reaching(route))("shows nothing of what is over in another sector to %s, and the refusal is logged", async (role) => {
    const before = await refusals();
    const { status, text } = await ask(await room.as(role), route, { ...other, ...closed });
    expect([404, 410]).toContain(status);
    for (const id of Object.values(closed)) expect(text).not.toContain(id);
    expect(await refusals()).toBe(before + 1);
  });
});

/** Roles but for the patrol, which works on its own unit wherever that is. */
const desks = (route: Route): Role[] => (route.access.kind === "roles" ? route.access.roles.filter((role) => role !== "patrol") : []);
const forDesks = bound.filter((route) => desks(route).length > 0 && route.name !== ENDS_OTHERS);

describe.each(forDesks.map((route) => [route.name, route] as const))("%s", (_, route) => {
  it.each(desks(route))("is open to %s of the sector above both, and breaks for neither", async (role) => {
    const client = await room.as(`${role}0`);
    for (const things of [own, other]) {
      const { status, code } = await ask(client, route, things);
      expect(status, code).not.toBe(500);
      // Views and replays belong to the session that opened them, whatever its sectors.
      const isOthers = route.path.includes(":viewId") || route.path.includes(":replayId");
      if (!isOthers) expect([403, 404], code).not.toContain(status);
    }
  });
});

/** Bodies name things too: each of another sector is as if there were none. */
const NAMED_IN_BODIES = [
  "cameras.create",
  "recordings.openLive",
  "recordings.openReplay",
  "interventions.open",
  "interventions.merge",
  "interventions.relate",
  "interventions.unrelate",
  "dispatch.assign",
  "shifts.note",
  "shifts.seat",
  "bolos.linkSighting",
];
const naming = tested.filter(({ name }) => NAMED_IN_BODIES.includes(name));

describe.each(naming.map((route) => [route.name, route] as const))("%s", (_, route) => {
  const roles = route.access.kind === "roles" ? route.access.roles : [];
  it.each(roles)("takes nothing of another sector from the body of %s", async (role) => {
    const before = await refusals();
    // The path names one's own, the body what lies elsewhere.
    const { status, text } = await ask(await room.as(role), route, own, other);
    expect(status).toBe(404);
    for (const id of [other.cameraId, other.interventionId, other.unitId]) expect(text).not.toContain(id);
    expect(await refusals()).toBe(before + 1);
  });
});

it("covers every route that has params or a body with an input of its own", () => {
  for (const route of tested) if (!isNothing(route.body)) expect(bodyFor(route, own), route.name).toBeDefined();
});

it("lets no administrator and no auditor near a picture", () => {
  // The clock that retention trusts is no picture: whoever keeps the machines confirms it.
  const pictures = ROUTES.filter(({ name, path }) => path.startsWith("/media/") || name.startsWith("recordings."));
  for (const route of pictures.filter(({ name }) => name !== "recordings.trustClock")) {
    expect(route.access.kind, route.name).toBe("roles");
    if (route.access.kind === "roles")
      for (const role of ["administrator", "auditor", "technician", "analyst"] as const) expect(route.access.roles).not.toContain(role);
  }
});

/** Types of entries that only acts of signed-in persons leave. */
const byPersons = (): ReadonlySet<string> => {
  const typesOf = (kept: (route: Route) => boolean) => ROUTES.filter(kept).flatMap(({ log }) => (log.by === "use_case" ? log.types : []));
  const others = new Set<string>(typesOf(({ access }) => access.kind === "public" || access.kind === "partner"));
  return new Set(typesOf(({ access }) => access.kind === "roles" || access.kind === "signed_in").filter((type) => !others.has(type)));
};

/** Acts of persons that the room also does by itself. */
const ALSO_OF_THE_ROOM = ["retention.resumed"];

/** Acts on calls and requests that had no place and no case yet; they have them at the end of the walk. */
const NOWHERE_YET = ["call.arrived", "call.answered", "partner_request.received"];

it("leaves entries that name their person, and the sector and work item of their subject", async () => {
  const { rows } = await room.database.db.pool.query<Record<"type" | "role" | "person" | "sector" | "item", string | null>>(
    `select type, actor_role as role, actor_id as person,
       coalesce(sector_id, case when amaliyat_sector_of(subject_kind, subject_id) is null then 'none' end) as sector,
       coalesce(work_item, case when amaliyat_work_item_of(subject_kind, subject_id) is null then 'none' end) as item
     from log_entry`,
  );
  const lacking = (kept: (row: (typeof rows)[number]) => boolean) => [...new Set(rows.filter(kept).map(({ type }) => type))];
  const placed = (types: readonly (string | null)[]) => types.filter((type) => !NOWHERE_YET.includes(type ?? ""));
  const persons = byPersons();
  const isRole = (role: string | null) => ROLES.some((each) => each === role);
  expect(new Set(rows.map(({ type }) => type)).size).toBeGreaterThan(100);
  expect(placed(lacking(({ sector }) => sector === null))).toEqual([]);
  expect(placed(lacking(({ item }) => item === null))).toEqual([]);
  expect(lacking(({ role, person }) => isRole(role) && person === null)).toEqual([]);
  const unassigned = lacking(({ type, role }) => persons.has(type ?? "") && !isRole(role));
  expect(unassigned.filter((type) => !ALSO_OF_THE_ROOM.includes(type ?? ""))).toEqual([]);
});
