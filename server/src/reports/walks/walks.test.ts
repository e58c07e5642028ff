import { reports } from "@amaliyat/contract/reports";
import { CONTACTS_OF_HOUR, CROWDED_WALK_BITS, WALK_GRACE_S, WALK_KEPT_HOURS } from "@amaliyat/domain/reports";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sectorOfPoint, sessionsFollow } from "../../identity/index.ts";
import { openDatabase, SYSTEM, transaction, withVault } from "../../platform/database/index.ts";
import { withCallRecord } from "../../platform/call-record.ts";
import { makeLog } from "../../platform/log.ts";
import { openVault } from "../../platform/vault.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { newCode, reportBody, walkBody, workOn } from "../../testing/things/things.ts";
import { task } from "../about.ts";
import { askerOf, keysOfOne } from "../rows/askers.ts";
import { Limits } from "../limits.ts";
import { makeTask } from "../rows/proof-task.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { deviceHash } from "../rows/secrets.ts";
import { beginWalk } from "./walk-acts.ts";
import { forgetTellings } from "./contacts-store.ts";
import { tellContactJob } from "./tell-contact.ts";
import { alarmOverdue } from "./walk-watch.ts";
import { forgetWalks, moveOpenWalks } from "./walks-store.ts";

const clock = movedClock();
const log = makeLog("silent");
let room: TestRoom;
let citizen: TestClient;
let taker: TestClient;
let stack: AsyncDisposableStack;
let deps: Parameters<typeof alarmOverdue>[0];
beforeAll(async () => {
  // Without a worker: the tests look for walks that ran out themselves.
  stack = new AsyncDisposableStack();
  room = stack.use(await startTestRoom({ roles: "api", clock: clock.now }));
  citizen = testClient(room.url);
  taker = await clientsOf(room.url)("call_taker");
  const vault = await openVault(join(room.data, "keys"));
  const db = withVault(stack.use(openDatabase({ url: room.database.roomUrl, log })), vault);
  deps = { db, vault, sectorOf: sectorOfPoint, clock: clock.now, log };
}, 60_000);
afterAll(() => stack.disposeAsync());

const query = async <T>(asked: RawBuilder<T>): Promise<T[]> => (await transaction(deps.db, SYSTEM, (tx) => asked.execute(tx))).rows;
const OVER_S = WALK_GRACE_S + 1;
const dangers = async () => (await taker.must(reports.list, { query: { danger: "true" } })).rows;
const word = (code: string, more: object = {}) => ({ body: { code, nth: 1, act: "here" as const, leftS: null, place: null, ...more } });
const rowOf = async (code: string) => {
  const told = await citizen.must(reports.follow, { body: { code } });
  return (await taker.must(reports.list, { query: { q: told.reference } })).rows[0];
};

it("who does not come home is a call for help at the desks, with the last place and its moment, once", async () => {
  const body = await walkBody(citizen, { leftS: 60, contact: { name: "أمي", number: "0550123456" } });
  expect(await citizen.must(reports.beginWalk, { body })).toMatchObject({ state: "walking", leftS: 60 });
  expect(await citizen.must(reports.beginWalk, { body })).toMatchObject({ state: "walking" });
  clock.forward(30_000);
  await citizen.must(reports.walkWord, word(body.code, { place: { point: PLACES.SU2, accuracyM: 8, agoMs: 5_000 } }));
  const fixedAt = clock.now() - 5_000;
  const before = (await dangers()).length;
  // The phone asks first.
  clock.forward((30 + WALK_GRACE_S - 2) * 1_000);
  expect(await alarmOverdue(deps, clock.now())).toBe(0);
  clock.forward(3_000);
  expect(await alarmOverdue(deps, clock.now())).toBe(1);
  expect(await alarmOverdue(deps, clock.now())).toBe(0);
  expect((await dangers()).length).toBe(before + 1);
  const row = await rowOf(body.code);
  expect(row).toMatchObject({
    kind: "danger",
    danger: true,
    sectorId: "SU2",
    place: PLACES.SU2,
    reasons: expect.arrayContaining(["fix", "proven"]) as unknown,
  });
  const params = { reportId: row?.reportId ?? "" };
  const card = await taker.must(reports.open, { params });
  expect(card).toMatchObject({ contact: "أمي 0550123456", placeSource: "phone", accuracyM: 8 });
  expect(Math.abs(Date.parse(card.placeAt ?? "") - fixedAt)).toBeLessThan(2_000);
  expect(card.words).toMatch(/لم يصل إلى البيت[^]*pas rentré[^]*did not come home/u);
  expect((await logEntries(room, params.reportId)).map(({ type }) => type)).toContain("report.walk_overdue");
});

it("who is home, or asks for more time, alarms nobody; a word that comes late brings no walk back", async () => {
  const [home, more] = [await walkBody(citizen, { leftS: 60 }), await walkBody(citizen, { leftS: 60 })];
  for (const body of [home, more]) await citizen.must(reports.beginWalk, { body });
  expect(await citizen.must(reports.walkWord, word(more.code, { nth: 2, leftS: 600 }))).toMatchObject({ state: "walking", leftS: 600 });
  expect(await citizen.must(reports.walkWord, word(home.code, { act: "home" }))).toMatchObject({ state: "home" });
  // A bad link brings old ones after new ones.
  expect(await citizen.must(reports.walkWord, word(more.code, { nth: 1, leftS: 1 }))).toMatchObject({ leftS: 600 });
  expect(await citizen.must(reports.beginWalk, { body: home })).toMatchObject({ state: "home" });
  clock.forward((60 + OVER_S) * 1_000);
  expect(await alarmOverdue(deps, clock.now())).toBe(0);
  await citizen.must(reports.walkWord, word(more.code, { nth: 3, act: "home" }));
});

it("of a walk that ended well nothing of its person stays, and after a day nothing at all", async () => {
  const body = await walkBody(citizen, { contact: { name: "Nadia", number: "+213550123456" } });
  await citizen.must(reports.beginWalk, { body });
  const held = () =>
    query(
      sql<{ rest: string; open: number }>`
        select count(*)::int as open, string_agg(to_jsonb(report_walk)::text, ' ') as rest from report_walk where state <> 'alarmed'`,
    );
  // Sealed while it lasts.
  expect((await held())[0]?.rest).not.toMatch(/Nadia|213550123456|31\.905/);
  await citizen.must(reports.walkWord, word(body.code, { act: "home" }));
  const kept = await query(sql<Record<string, unknown>>`select * from report_walk where state = 'home'`);
  for (const row of kept) expect(row).toMatchObject({ said_sealed: null, network: null, address: null, device_hash: null });
  const late = new Date(clock.now() + (WALK_KEPT_HOURS * 3_600 + 60) * 1_000);
  await transaction(deps.db, SYSTEM, (tx) => forgetWalks(tx, late));
  expect((await held())[0]?.open).toBe(0);
});

it("the phone's own call for help and the room's alarm are one report, whichever comes first", async () => {
  for (const first of ["phone", "room"]) {
    const body = await walkBody(citizen, { leftS: 60 });
    await citizen.must(reports.beginWalk, { body });
    const before = (await dangers()).length;
    clock.forward((60 + OVER_S) * 1_000);
    const call = { body: { ...reportBody(body.code, PLACES.SU1), files: [], kind: "danger" as const, place: null } };
    if (first === "phone") await citizen.must(reports.send, call);
    expect(await alarmOverdue(deps, clock.now())).toBe(first === "phone" ? 0 : 1);
    if (first === "room") await citizen.must(reports.send, call);
    expect((await dangers()).length).toBe(before + 1);
    // The walk knew where its person was, though the call for help does not say.
    expect(await rowOf(body.code)).toMatchObject({ place: PLACES.SU1, sectorId: "SU1" });
    expect(await citizen.must(reports.walkWord, word(body.code))).toMatchObject({ state: "alarmed", told: { danger: true } });
  }
});

it("who is home after the alarm tells the desk so, once, and may take it back", async () => {
  const body = await walkBody(citizen, { leftS: 60, language: "fr" });
  await citizen.must(reports.beginWalk, { body });
  clock.forward((60 + OVER_S) * 1_000);
  await alarmOverdue(deps, clock.now());
  for (let n = 0; n < 2; n++) {
    const { state, told } = await citizen.must(reports.walkWord, word(body.code, { act: "home" }));
    expect([state, told?.messages.map(({ words }) => words)]).toEqual(["alarmed", ["Je suis bien rentré, tout va bien."]]);
  }
  await citizen.must(reports.withdraw, { body: { code: body.code } });
  expect(await citizen.must(reports.walkWord, word(body.code, { act: "home" }))).toMatchObject({ told: { state: "withdrawn" } });
});

it("something else under its code takes no alarm away", async () => {
  const body = await walkBody(citizen, { leftS: 60 });
  await citizen.must(reports.send, { body: { ...reportBody(body.code, PLACES.SU1), files: [] } });
  await citizen.must(reports.beginWalk, { body });
  const before = (await dangers()).length;
  clock.forward((60 + OVER_S) * 1_000);
  expect([await alarmOverdue(deps, clock.now()), await alarmOverdue(deps, clock.now())]).toEqual([1, 0]);
  expect((await dangers()).length).toBe(before + 1);
});

it("a hundred walks are a hundred alarms, with servers whose clocks differ looking at once", async () => {
  const count = async () =>
    (await query(sql<{ n: number }>`select count(*)::int as n from report where danger and state is not null`))[0]?.n ?? 0;
  const before = await count();
  const now = new Date(clock.now());
  await query(sql`
    insert into report_walk (walk_id, code_hash, language, began_at, ends_at)
    select gen_random_uuid(), decode(md5(n::text) || md5('x' || n), 'hex'), 'ar', ${now}, ${now}::timestamptz + make_interval(secs => 60 + n % 7)
    from generate_series(1, 100) n`);
  const made = await Promise.all(
    [0, -900, 1_500, 40_000, 700, -3_000].map(async (skewMs) => {
      let count = 0;
      for (let s = 70; s <= 110; s += 5) count += await alarmOverdue(deps, clock.now() + s * 1_000 + skewMs);
      return count;
    }),
  );
  expect(made.reduce((sum, each) => sum + each)).toBe(100);
  const [sums] = await query(
    sql`select count(*)::int as walks, count(distinct report_id)::int as reports from report_walk where state = 'alarmed' and device_hash is null`,
  );
  expect(sums).toEqual({ walks: 100, reports: 100 });
  expect(await count()).toBe(before + 100);
}, 60_000);

it.each([-3_600_000, 3_600_000])(
  "a clock that is stepped by %i ms while somebody walks neither delays the alarm nor brings it early",
  async (byMs) => {
    const body = await walkBody(citizen, { leftS: 60 });
    await citizen.must(reports.beginWalk, { body });
    let offsetMs = 1_000_000;
    const bootId = randomUUID();
    const follow = await sessionsFollow(deps.db, [moveOpenWalks], () => Promise.resolve({ bootId, offsetMs }));
    offsetMs += byMs;
    await follow(byMs);
    clock.forward(byMs);
    expect(await alarmOverdue(deps, clock.now())).toBe(0);
    clock.forward((60 + OVER_S) * 1_000);
    expect(await alarmOverdue(deps, clock.now())).toBe(1);
    expect(await citizen.must(reports.walkWord, word(body.code))).toMatchObject({ state: "alarmed" });
  },
);

it("a clock that is put back by an hour while somebody walks freezes no place: the alarm has the last one", async () => {
  const body = await walkBody(citizen, { leftS: 120 });
  await citizen.must(reports.beginWalk, { body });
  await citizen.must(reports.walkWord, word(body.code, { place: { point: PLACES.SU1, accuracyM: 8, agoMs: 0 } }));
  const byMs = -3_600_000;
  let offsetMs = 1_000_000;
  const bootId = randomUUID();
  const follow = await sessionsFollow(deps.db, [moveOpenWalks], () => Promise.resolve({ bootId, offsetMs }));
  offsetMs += byMs;
  await follow(byMs);
  clock.forward(byMs + 60_000);
  const place = { point: PLACES.SU2, accuracyM: 8, agoMs: 1_000 };
  await citizen.must(reports.walkWord, word(body.code, { nth: 2, place }));
  // The places of the clock before it count no more: an older one after this is old.
  await citizen.must(reports.walkWord, word(body.code, { nth: 3, place: { ...place, point: PLACES.SU1, agoMs: 30_000 } }));
  clock.forward((60 + OVER_S) * 1_000);
  expect(await alarmOverdue(deps, clock.now())).toBe(1);
  expect((await rowOf(body.code))?.place).toEqual(PLACES.SU2);
});

it.each([-3_600_000, 3_600_000])(
  "between the move of rows by %i ms and the step of its own clock, a process alarms nobody, and a walk that begins then ends in its time",
  async (byMs) => {
    let offsetMs = 1_000_000;
    const bootId = randomUUID();
    const own = { ...deps.db, followed: { bootId: null as string | null, followedMs: 0 } };
    const step = await sessionsFollow(own, [moveOpenWalks], () => Promise.resolve({ bootId, offsetMs }));
    await citizen.must(reports.beginWalk, { body: await walkBody(citizen, { leftS: 60 }) });
    offsetMs += byMs;
    const take = await step(byMs);
    expect(await alarmOverdue({ ...deps, db: own }, clock.now())).toBe(0);
    const whole = { ...deps, db: own } as ReportsDeps;
    const [address, code, at] = ["203.0.113.9", newCode(), clock.now()];
    const proof = workOn(makeTask(deps.vault, { use: "walk", network: askerOf(address).wide }, CROWDED_WALK_BITS, at), code);
    const body = { code, device: randomUUID(), proof, language: "ar", leftS: 60, place: null, contact: null };
    const call = { body, address, at } as Parameters<typeof beginWalk>[2];
    const begun = await withCallRecord({ logged: new Set(), about: new Set() }, () => beginWalk(whole, new Limits(), call));
    expect(begun).toMatchObject({ ok: true, value: { state: "walking", leftS: 60 } });
    clock.forward(byMs);
    take?.();
    expect(await alarmOverdue({ ...deps, db: own }, clock.now())).toBe(0);
    clock.forward((60 + OVER_S) * 1_000);
    expect(await alarmOverdue({ ...deps, db: own }, clock.now())).toBe(2);
    // The room of this test did not take the step.
    taker = await clientsOf(room.url)("call_taker");
  },
);

it("a phone that begins walk after walk under ever new names shuts no neighbour out: they work longer, and it comes to less than the network may", async () => {
  const limits = new Limits();
  const at = clock.now();
  const address = "203.0.113.7";
  for (let n = 0; n < 300; n++) limits.countAll("walksByAddress", keysOfOne(askerOf(address)), at);
  const whole = deps as ReportsDeps;
  const [network, code] = [askerOf(address).wide, newCode()];
  const begin = (given: ReturnType<typeof makeTask>) => {
    const body = {
      code,
      device: "device-of-a-neighbour-0",
      proof: workOn(given, code),
      language: "ar",
      leftS: 600,
      place: null,
      contact: null,
    };
    const call = { body, address, at } as Parameters<typeof beginWalk>[2];
    return withCallRecord({ logged: new Set(), about: new Set() }, () => beginWalk(whole, limits, call));
  };
  const taskFor = (use: "walk" | "report"): ReturnType<typeof makeTask> => {
    const given = task(whole, limits, { query: { use }, address, at } as Parameters<typeof task>[2]);
    if (!given.ok) throw new Error("a task was refused");
    return given.value;
  };
  const refused = await begin(makeTask(deps.vault, { use: "walk", network }, 14, at));
  expect(refused).toMatchObject({ ok: false, error: { code: "report.proof_missing" } });
  const given = taskFor("walk");
  expect(given.bits).toBe(CROWDED_WALK_BITS);
  expect(await begin(given)).toMatchObject({ ok: true, value: { state: "walking" } });
  // The work for a report stays as it is.
  expect(taskFor("report").bits).toBeLessThan(CROWDED_WALK_BITS);
}, 120_000);

it("the contact of a walk is told once at the alarm, by words that promise nothing, and the log says no number", async () => {
  const body = await walkBody(citizen, { leftS: 60, language: "fr", contact: { name: "أمي", number: "+213551000077" } });
  await citizen.must(reports.beginWalk, { body });
  clock.forward((60 + OVER_S) * 1_000);
  expect(await alarmOverdue(deps, clock.now())).toBe(1);
  const reportId = (await rowOf(body.code))?.reportId ?? "";
  const { rows: jobs } = await room.database.db.pool.query("select payload from graphile_worker._private_jobs where key = $1", [
    `reports.tell_contact:${reportId}`,
  ]);
  expect(jobs).toEqual([{ payload: { reportId } }]);
  const sent: { to: string; text: string }[] = [];
  const job = tellContactJob({ db: deps.db, clock: clock.now, send: (message) => Promise.resolve(ok(void sent.push(message))) });
  const context = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal, log };
  await job.handle({ reportId }, context);
  expect(sent).toMatchObject([{ to: "0551000077" }]);
  expect(sent[0]?.text).toMatch(/Alarme reçue à \d\d:\d\d.*appelez le 17/u);
  expect(sent[0]?.text).not.toMatch(/أمي|31\.9/u);
  const entry = (await logEntries(room, reportId)).find(({ type }) => type === "report.contact_told");
  expect(JSON.stringify(entry)).not.toMatch(/551000077|appelez/u);
  expect(entry).toBeDefined();
  taker = await clientsOf(room.url)("call_taker");
  expect((await taker.must(reports.open, { params: { reportId } })).events.map(({ kind }) => kind)).toContain("report.contact_told");
  // Tried again, the job of the same alarm writes no second time.
  await job.handle({ reportId }, context);
  expect(sent).toHaveLength(1);
  // Without a gateway, and once its author took it back, nobody is told.
  await tellContactJob({ db: deps.db, clock: clock.now, send: null }).handle({ reportId }, context);
  await citizen.must(reports.withdraw, { body: { code: body.code } });
  clock.forward(2 * 3_600_000);
  await job.handle({ reportId }, context);
  expect(sent).toHaveLength(1);
  // Two hours later the session of the desk is over.
  taker = await clientsOf(room.url)("call_taker");
});

describe("a number that nobody confirmed", () => {
  const context = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal, log };
  const contactKinds = async (reportId: string): Promise<string[]> =>
    (await taker.must(reports.open, { params: { reportId } })).events.map(({ kind }) => kind).filter((kind) => kind.includes("contact"));
  const alarmOf = async (more: object): Promise<string> => {
    const body = await walkBody(citizen, { leftS: 60, ...more });
    await citizen.must(reports.beginWalk, { body });
    clock.forward((60 + OVER_S) * 1_000);
    await alarmOverdue(deps, clock.now());
    return (await rowOf(body.code))?.reportId ?? "";
  };
  const sent: string[] = [];
  // Each time another server: what was sent is known to all of them.
  const tell = async (reportId: string): Promise<void> =>
    tellContactJob({ db: deps.db, clock: clock.now, send: ({ to }) => Promise.resolve(ok(void sent.push(to))) }).handle(
      { reportId },
      context,
    );

  it("is written to once a day by phones that the room does not know; then the card says that the contact was not told", async () => {
    const contact = { name: "Nadia", number: "0551000099" };
    const [first, second] = [await alarmOf({ contact }), await alarmOf({ contact: { ...contact, number: "+213551000099" } })];
    await tell(first);
    await tell(second);
    expect(sent.splice(0)).toEqual(["0551000099"]);
    expect(await contactKinds(first)).toEqual(["report.contact_told"]);
    expect(await contactKinds(second)).toEqual(["report.contact_over_limit"]);
    expect((await logEntries(room, second)).map(({ type }) => type)).toContain("report.contact_over_limit");
    // Another number is another person's.
    await tell(await alarmOf({ contact: { ...contact, number: "0551000100" } }));
    expect(sent.splice(0)).toEqual(["0551000100"]);
    await query(sql`update contact_told set at = at - interval '25 hours'`);
    await transaction(deps.db, SYSTEM, (tx) => forgetTellings(tx, new Date(clock.now())));
    expect(await query(sql`select from contact_told`)).toEqual([]);
    await tell(await alarmOf({ contact }));
    expect(sent.splice(0)).toEqual(["0551000099"]);
  });

  it("is written to three times a day where a person of the room trusts the phone that names it", async () => {
    const device = "device-of-a-known-phone0";
    const contact = { name: "Nadia", number: "0551000101" };
    const alarms = [];
    for (let n = 0; n < 4; n++) alarms.push(await alarmOf({ contact, device }));
    await query(sql`update report_device set trusted = 1 where device_hash = ${deviceHash(deps.vault, device)}`);
    for (const reportId of alarms) await tell(reportId);
    expect(sent.splice(0)).toEqual(["0551000101", "0551000101", "0551000101"]);
    expect(await contactKinds(alarms[3] ?? "")).toEqual(["report.contact_over_limit"]);
  });

  it("has an end for all numbers together within the hour; a line of a house is told by nobody, and its card says so", async () => {
    const reportId = await alarmOf({ contact: { name: "Nadia", number: "0551000102" } });
    const now = new Date(clock.now());
    await query(sql`
      insert into report_walk (walk_id, code_hash, device_hash, language, began_at, ends_at)
      select gen_random_uuid(), decode(md5('told' || n) || md5('x' || n), 'hex'), decode(md5('d' || n) || md5('x'), 'hex'), 'ar', ${now}, ${now}
      from generate_series(1, ${CONTACTS_OF_HOUR}) n`);
    expect(await alarmOverdue(deps, clock.now() + OVER_S * 1_000)).toBe(CONTACTS_OF_HOUR);
    const filled = await query(sql`
      insert into contact_told (report_id, number_hash, is_trusted, at)
      select report_id, decode(md5(report_id::text) || md5('x'), 'hex'), false, ${new Date(clock.now())}::timestamptz - interval '59 minutes'
      from report where report_id <> ${reportId} and report_id not in (select report_id from contact_told)
      limit ${CONTACTS_OF_HOUR} returning report_id`);
    expect(filled).toHaveLength(CONTACTS_OF_HOUR);
    await tell(reportId);
    expect([sent.splice(0), await contactKinds(reportId)]).toEqual([[], ["report.contact_over_limit"]]);
    clock.forward(10 * 60_000);
    taker = await clientsOf(room.url)("call_taker");
    const [house, later] = [
      await alarmOf({ contact: { name: "Nadia", number: "029711234" } }),
      await alarmOf({ contact: { name: "N", number: "0551000103" } }),
    ];
    for (const each of [house, later]) await tell(each);
    expect(sent.splice(0)).toEqual(["0551000103"]);
    expect(await contactKinds(house)).toEqual(["report.contact_not_told"]);
  });
});

it("a gateway that fails is tried to the last time; then the card says that the contact was not told", async () => {
  const body = await walkBody(citizen, { leftS: 60, contact: { name: "Nadia", number: "0551000088" } });
  await citizen.must(reports.beginWalk, { body });
  clock.forward((60 + OVER_S) * 1_000);
  expect(await alarmOverdue(deps, clock.now())).toBeGreaterThan(0);
  const reportId = (await rowOf(body.code))?.reportId ?? "";
  const sent: string[] = [];
  let isDown = true;
  const send = ({ to }: { to: string }) => Promise.resolve(isDown ? refuse({ cause: new Error("no gateway") }) : ok(void sent.push(to)));
  const job = tellContactJob({ db: deps.db, clock: clock.now, send });
  const attempt = (nth: number) =>
    job.handle({ reportId }, { attempt: nth, isLastAttempt: nth === 6, signal: new AbortController().signal, log });
  const kinds = async (): Promise<string[]> =>
    (await taker.must(reports.open, { params: { reportId } })).events.map(({ kind }) => kind).filter((kind) => kind.includes("contact"));
  for (const nth of [1, 2, 3, 4, 5]) await expect(attempt(nth)).rejects.toThrow("did not take");
  expect(await kinds()).toEqual([]);
  await attempt(6);
  expect(await kinds()).toEqual(["report.contact_not_told"]);
  expect((await logEntries(room, reportId)).map(({ type }) => type)).toContain("report.contact_not_told");
  // A try that failed is not counted as told: a gateway that is back sends.
  isDown = false;
  await attempt(5);
  expect([sent, await kinds()]).toEqual([["0551000088"], ["report.contact_not_told", "report.contact_told"]]);
});

it("asks for work, and for no more walks of one phone within the hour than anybody goes", async () => {
  const body = await walkBody(citizen);
  expect(await citizen.code(reports.beginWalk, { body: { ...body, proof: { task: "x", nonce: "0" } } })).toBe("report.proof_missing");
  const device = "device-that-walks-much-0";
  for (let n = 0; n < 30; n++) await citizen.must(reports.beginWalk, { body: await walkBody(citizen, { device }) });
  expect(await citizen.code(reports.beginWalk, { body: await walkBody(citizen, { device }) })).toBe("request.too_many");
  expect(await citizen.code(reports.walkWord, word(newCode()))).toBe("report.unknown_code");
});

it("a place that comes with the word that hears of the alarm reaches the desk", async () => {
  const body = await walkBody(citizen, { leftS: 60 });
  await citizen.must(reports.beginWalk, { body });
  clock.forward((60 + OVER_S) * 1_000);
  await alarmOverdue(deps, clock.now());
  await citizen.must(reports.walkWord, word(body.code, { place: { point: PLACES.SU2, accuracyM: 5, agoMs: 0 } }));
  expect((await rowOf(body.code))?.place).toEqual(PLACES.SU2);
});

it("a stranger learns of no code without work", async () => {
  const body = await walkBody(citizen, { leftS: 60 });
  await citizen.must(reports.beginWalk, { body });
  const guess = { ...body, device: `${body.device.slice(0, -1)}x`, proof: { task: "made up", nonce: "0" } };
  expect(await citizen.code(reports.beginWalk, { body: guess })).toBe("report.proof_missing");
});
