import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jumpingClock, letPass } from "../../testing/jumping-jobs.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { makePartner, partnersDepsOf, readEido, type ReadEido } from "../../testing/partners.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { partnersJobs } from "../index.ts";

const HOSTS = "127.0.0.1=127.0.0.0/8";
const HOUR_MS = 3_600_000;
const clock = jumpingClock();
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
let jobs: ReturnType<typeof partnersJobs>;
beforeAll(async () => {
  // Without a worker: its jobs are run here, by a clock that jumps from one to the next. People's sessions keep the world's clock.
  room = await startTestRoom({ roles: "api", environment: { AMALIYAT_PARTNER_HOSTS: HOSTS } });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
  const deps = partnersDepsOf(room.database.db, clock.now, HOSTS);
  jobs = partnersJobs(deps);
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(() => clock.reset());

const pass = (ms: number): Promise<void> => letPass(room.database.db.pool, jobs, clock, ms);

type Heard = ReadEido & { readonly at: number; readonly body: string };

/** A partner by EIDO over HTTP that answers as it is told to: a status, or nothing at all; it takes what it answers with 2xx. */
async function partner(code: string) {
  const heard: Heard[] = [];
  let answer: number | null = 201;
  let asked = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString("utf8")));
    request.on("end", () => {
      asked++;
      if (answer === null) return void request.socket.destroy();
      const read = readEido(JSON.parse(body));
      if (answer < 300 && read !== null) heard.push({ ...read, at: clock.now(), body });
      return void response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const made = await makePartner(room, code, "eido_http", `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`);
  const open = async (text: string, subcategory: "OTH.FIR" | "OTH.NOI" = "OTH.FIR") => {
    const body = { origin: "desk", place: PLACES.SU1, placeText: text, subcategory } as const;
    const { interventionId } = await dispatcher.must(interventions.open, { body });
    const choice = { notes: true };
    const one = await dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId: made.partnerId, choice } });
    return { ...one, id: `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local` };
  };
  return {
    ...made,
    heard,
    asked: () => asked,
    answers: (status: number | null) => void (answer = status),
    open,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
const note = (one: Forward, text: string) =>
  dispatcher.must(interventions.note, { params: { interventionId: one.interventionId }, body: { text } });
async function close(one: Forward): Promise<void> {
  const params = { interventionId: one.interventionId };
  const { version } = await dispatcher.must(interventions.card, { params });
  await dispatcher.must(interventions.close, { params, body: { version, disposition: "01", outcome: "أُخمد" } });
}
const cancelForward = (one: Forward) =>
  dispatcher.must(partnerRoutes.cancel, { params: { forwardId: one.forwardId }, body: { reason: "ليس حريقا" } });
async function seen(one: Forward): Promise<Forward> {
  const all = await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId: one.interventionId } });
  const found = all.find(({ forwardId }) => forwardId === one.forwardId);
  if (found === undefined) throw new Error("no such forward");
  return found;
}

describe.each([
  ["answers nobody", null],
  ["answers 503", 503],
  ["is hidden behind a page that says 404", 404],
] as const)("a partner that %s for two hours", (name, answer) => {
  it("hears everything in order within a minute of its return, with nobody pressing", async () => {
    await using p = await partner(`out${String(answer)}`);
    const known = await p.open("قبل الانقطاع");
    const ended = await p.open("يغلق أثناءه");
    const back = await p.open("يُسترجع أثناءه");
    await pass(5_000);
    expect(p.heard).toHaveLength(3);
    p.answers(answer);
    const first = await p.open("أول");
    await note(known, "انهيار السقف");
    await pass(20_000);
    const unsaid = await p.open("ملغى قبل أن يعرف به");
    await pass(60_000);
    const last = await p.open("آخر");
    await cancelForward(back);
    await cancelForward(unsaid);
    await close(ended);
    await note(first, "كلمة لاحقة");
    const before = p.asked();
    await pass(2 * HOUR_MS);
    // A partner that is away is asked about twice a minute, and not once for each thing that waits.
    expect(p.asked() - before).toBeLessThan(answer === null ? 300 : 900);
    expect((await seen(first)).events.length).toBeLessThan(25);
    if (answer === null) expect(await seen(first)).toMatchObject({ state: "queued", awaySince: expect.any(String) });
    p.heard.length = 0;
    const returned = clock.now();
    p.answers(201);
    await pass(60_000);
    expect(Math.max(...p.heard.map(({ at }) => at)) - returned).toBeLessThanOrEqual(60_000);
    for (const one of [known, first, last])
      expect(await seen(one), name).toMatchObject({ state: "received", update: null, awaySince: null });
    expect(await seen(back)).toMatchObject({ state: "cancelled", notice: "told" });
    // A forward that may never have left needs no cancellation.
    expect((await seen(unsaid)).notice).toBe(answer === null ? "none" : "told");
    const lastOf = (id: string) => p.heard.filter((each) => each.id === id).at(-1);
    expect(lastOf(known.id)).toMatchObject({ status: "Active", notes: ["انهيار السقف"] });
    expect(lastOf(first.id)).toMatchObject({ status: "Active", notes: ["كلمة لاحقة"] });
    expect(lastOf(ended.id)).toMatchObject({ status: "Closed" });
    expect(lastOf(back.id)).toMatchObject({ status: "Cancelled" });
    for (const { id } of [known, first, back, last, ended]) {
      const stamps = p.heard.filter((each) => each.id === id).map(({ stamp }) => stamp);
      expect(stamps).toEqual([...new Set(stamps)].toSorted());
    }
    if (answer !== 404)
      expect([...new Set(p.heard.map(({ id }) => id))].filter((id) => id === first.id || id === last.id)).toEqual([first.id, last.id]);
  }, 240_000);
});

it("a cancellation has a later stamp than all before it, and what is known now", async () => {
  await using p = await partner("stamp");
  const one = await p.open("حريق");
  await pass(1_000);
  await note(one, "عمارة من أربعة طوابق");
  await pass(5_000);
  await cancelForward(one);
  await pass(5_000);
  expect(p.heard.map(({ status }) => status)).toEqual(["Active", "Active", "Cancelled"]);
  const [, update, cancelled] = p.heard;
  expect(Date.parse(cancelled?.stamp ?? "")).toBeGreaterThan(Date.parse(update?.stamp ?? ""));
  expect(cancelled?.notes).toEqual(["عمارة من أربعة طوابق"]);
});

it.each(["priority", "weapon", "join"] as const)("a change that raises danger by %s is told within a second", async (how) => {
  await using p = await partner(`danger-${how}`);
  const one = await p.open("شجار", "OTH.NOI");
  await pass(1_000);
  clock.reset();
  const params = { interventionId: one.interventionId };
  const { version } = await dispatcher.must(interventions.card, { params });
  if (how === "priority") await dispatcher.must(interventions.prioritise, { params, body: { version, priority: "P1", reason: "جرحى" } });
  if (how === "weapon") await dispatcher.must(interventions.mark, { params, body: { version, attributes: ["weapon"] } });
  if (how === "join") {
    const other = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "OTH.WPN" } });
    const merged = { version: other.version, into: one.interventionId };
    await dispatcher.must(interventions.merge, { params: { interventionId: other.interventionId }, body: merged });
  }
  await pass(900);
  expect(p.heard).toHaveLength(2);
  expect(await seen(one)).toMatchObject({ update: null });
});

it("what failed by a wrong address is told by itself once that is right", async () => {
  await using p = await partner("wrong");
  const params = { partnerId: p.partnerId };
  const { address } = (await supervisor.must(partnerRoutes.list, {})).find(({ code }) => code === "wrong") ?? {};
  p.answers(401);
  const one = await p.open("حريق");
  await pass(1_000);
  expect(await seen(one)).toMatchObject({ state: "failed", cause: "partner.rejected" });
  p.answers(201);
  await supervisor.must(partnerRoutes.change, { params, body: { address: address ?? null } });
  await pass(1_000);
  expect(await seen(one)).toMatchObject({ state: "received" });
});

it("one message that a partner never takes keeps no other away", async () => {
  await using p = await partner("poison");
  p.answers(500);
  const bad = await p.open("سم");
  await pass(1_000);
  p.answers(201);
  await room.database.db.pool.query("update forward set next_try_at = now() + interval '1 day' where forward_id = $1", [bad.forwardId]);
  const good = await p.open("غيره");
  await pass(1_000);
  expect(await seen(good)).toMatchObject({ state: "received" });
});

it("what nobody acknowledges within the limit of its priority is said on the screens and in the log, a system's receipt or not", async () => {
  await using p = await partner("limits");
  const [silent, answered] = [await p.open("صامت"), await p.open("مجاب")];
  await pass(1_000);
  expect(await seen(silent)).toMatchObject({ state: "received", unansweredAt: null });
  const headers = { "content-type": "application/json", authorization: `Bearer ${p.system.token}` };
  const body = JSON.stringify({ incidentId: answered.id, status: "acknowledged" });
  expect((await fetch(new URL("/api/partner/reports", room.url), { method: "POST", headers, body })).status).toBe(204);
  await pass(2 * HOUR_MS);
  expect(await seen(silent)).toMatchObject({ state: "received", unansweredAt: expect.any(String) });
  expect(await seen(answered)).toMatchObject({ state: "acknowledged", unansweredAt: null });
  const queue = await dispatcher.must(partnerRoutes.queue, {});
  expect(queue.map(({ forwardId }) => forwardId)).toContain(silent.forwardId);
  expect(queue.map(({ forwardId }) => forwardId)).not.toContain(answered.forwardId);
  const logged = (await logEntries(room)).filter(({ type }) => type === "forward.unanswered").map(({ subject_id: id }) => id);
  expect(logged).toContain(silent.forwardId);
  expect(logged).not.toContain(answered.forwardId);
});
