import { interventions } from "@amaliyat/contract/interventions";
import { outsideRoutes, partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jumpingClock, letPass } from "../testing/jumping-jobs.ts";
import { makePartner, partnersDepsOf, readEido, type ReadEido } from "../testing/partners.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { partnersJobs, type PartnersDeps } from "./index.ts";
import { wakePartners } from "./wire/tell-partner.ts";

const HOSTS = "127.0.0.1=127.0.0.0/8";
const HOUR_MS = 3_600_000;
const clock = jumpingClock();
let room: TestRoom;
let dispatcher: TestClient;
let deps: PartnersDeps;
let jobs: ReturnType<typeof partnersJobs>;
beforeAll(async () => {
  // Without a worker: its jobs are run here, by a clock that jumps from one to the next. People's sessions keep the world's clock.
  room = await startTestRoom({ roles: "api", environment: { AMALIYAT_PARTNER_HOSTS: HOSTS } });
  dispatcher = await room.as("dispatcher");
  deps = partnersDepsOf(room.database.db, clock.now, HOSTS);
  jobs = partnersJobs(deps);
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(() => clock.reset());

const pass = (ms: number): Promise<void> => letPass(room.database.db.pool, jobs, clock, ms);

/** Answer of a partner: a status, nothing at all, or silence on an open connection. */
type Answer = number | "cut" | "hang";

/** A partner by EIDO over HTTP whose answer depends on the body; it takes what it answers with 2xx. */
async function partner(code: string) {
  const heard: ReadEido[] = [];
  let answerTo: (body: string) => Answer = () => 201;
  let asked = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString("utf8")));
    request.on("end", () => {
      asked++;
      const answer = answerTo(body);
      if (answer === "hang") return;
      if (answer === "cut") return void request.socket.destroy();
      const read = readEido(JSON.parse(body));
      if (answer < 300 && read !== null) heard.push(read);
      return void response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const made = await makePartner(room, code, "eido_http", `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`);
  const forward = (interventionId: string) =>
    dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId: made.partnerId, choice: { notes: true } } });
  const open = async (text: string): Promise<Forward> => {
    const body = { origin: "desk", place: PLACES.SU1, placeText: text, subcategory: "OTH.FIR" } as const;
    return forward((await dispatcher.must(interventions.open, { body })).interventionId);
  };
  return {
    ...made,
    heard,
    asked: () => asked,
    answers: (given: Answer | ((body: string) => Answer)) => void (answerTo = typeof given === "function" ? given : () => given),
    open,
    forward,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
async function seen(one: Forward): Promise<Forward> {
  const all = await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId: one.interventionId } });
  const found = all.find(({ forwardId }) => forwardId === one.forwardId);
  if (found === undefined) throw new Error("no such forward");
  return found;
}
const statesOf = async (all: readonly Forward[]) => Promise.all(all.map(async (one) => (await seen(one)).state));

describe("a message that a partner cannot take", () => {
  it("by hanging keeps no later one away", async () => {
    await using p = await partner("hangs");
    p.answers((body) => (body.includes("سم") ? "hang" : 201));
    const bad = await p.open("سم");
    const [first, second] = [await p.open("بعده"), await p.open("وبعده")];
    await pass(1_000);
    expect(await statesOf([bad, first, second])).toEqual(["queued", "received", "received"]);
    // Only the probe is out of turn: the rest goes in its order.
    expect(p.heard).toHaveLength(2);
    expect(await seen(bad)).toMatchObject({ awaySince: null, cause: "partner.unreachable" });
  }, 90_000);

  it("by 500 keeps no later one away, be it three, or others among them", async () => {
    await using p = await partner("breaks");
    p.answers((body) => (body.includes("سم") ? 500 : 201));
    const bad = [await p.open("سم ١"), await p.open("سم ٢"), await p.open("سم ٣")];
    const good = [await p.open("صالح ١")];
    bad.push(await p.open("سم ٤"));
    good.push(await p.open("صالح ٢"), await p.open("صالح ٣"));
    bad.push(await p.open("سم ٥"), await p.open("سم ٦"));
    // A probe that happens to be one of the bad ends its turn; the next turn probes with another.
    await pass(3 * 60_000);
    expect(await statesOf(good)).toEqual(["received", "received", "received"]);
    expect(await statesOf(bad)).toEqual(Array(6).fill("queued"));
    const before = p.asked();
    await pass(10 * 60_000);
    expect(p.asked() - before).toBeLessThan(10 * 2 * 10);
    p.answers(201);
    await pass(60_000);
    expect(await statesOf(bad)).toEqual(Array(6).fill("received"));
  }, 120_000);

  it("by falling over it is left behind too, later", async () => {
    await using p = await partner("falls");
    p.answers((body) => (body.includes("سم") ? "cut" : 201));
    const [bad, good] = [await p.open("سم"), await p.open("صالح")];
    await pass(6 * 60_000);
    expect(await statesOf([bad, good])).toEqual(["queued", "received"]);
  }, 90_000);
});

describe("a clock that was an hour ahead and is put back", () => {
  /** All that is kept of a forward as a room with a clock an hour ahead writes it. */
  const ahead = (forwardId: string) =>
    room.database.db.pool.query(
      `update forward set queued_at = queued_at + interval '1 hour', since = since + interval '1 hour', answer_due_at = answer_due_at + interval '1 hour',
         update_next_try_at = update_next_try_at + interval '1 hour' where forward_id = $1`,
      [forwardId],
    );

  it("puts off no partner that is back, neither by its next try nor with a new message", async () => {
    await using p = await partner("back");
    p.answers("cut");
    clock.jumpTo(clock.now() + HOUR_MS);
    const one = await p.open("حريق");
    await pass(60_000);
    expect(await seen(one)).toMatchObject({ state: "queued", awaySince: expect.any(String) });
    clock.reset();
    p.answers(201);
    await wakePartners(deps);
    await pass(30_000);
    expect(await seen(one)).toMatchObject({ state: "received", awaySince: null });
    p.answers("cut");
    clock.jumpTo(clock.now() + HOUR_MS);
    const away = await p.open("آخر");
    await pass(60_000);
    clock.reset();
    p.answers(201);
    const fresh = await p.open("جديد");
    await pass(1_000);
    expect(await statesOf([away, fresh])).toEqual(["received", "received"]);
  }, 90_000);

  it("asks a partner that is away no oftener than before", async () => {
    await using p = await partner("rarely");
    p.answers("cut");
    const one = await p.open("حريق");
    await ahead(one.forwardId);
    await pass(1_000);
    const before = p.asked();
    for (let look = 0; look < 30; look++) {
      await wakePartners(deps);
      await pass(10_000);
    }
    expect(p.asked() - before).toBeLessThan(16);
  }, 90_000);

  it("puts off the limit of an acknowledgement by no hour", async () => {
    await using p = await partner("limit");
    const one = await p.open("حريق");
    await pass(1_000);
    await ahead(one.forwardId);
    await room.database.db.pool.query(
      "update graphile_worker._private_jobs set run_at = run_at + interval '1 hour' where key = 'partners.watch_answer/' || $1",
      [one.forwardId],
    );
    await wakePartners(deps);
    await pass(31 * 60_000);
    expect(await seen(one)).toMatchObject({ state: "received", unansweredAt: expect.any(String) });
  }, 90_000);

  it("gives a forward after a cancelled one the later stamp", async () => {
    await using p = await partner("stamps");
    const one = await p.open("حريق");
    await pass(1_000);
    await ahead(one.forwardId);
    await dispatcher.must(partnerRoutes.cancel, { params: { forwardId: one.forwardId }, body: { reason: "ليس حريقا" } });
    await room.database.db.pool.query("update forward set since = since + interval '1 hour' where forward_id = $1", [one.forwardId]);
    await pass(1_000);
    const again = await p.forward(one.interventionId);
    await pass(1_000);
    const stamps = p.heard.map(({ stamp }) => stamp);
    expect(p.heard.map(({ status }) => status)).toEqual(["Active", "Cancelled", "Active"]);
    expect(stamps[2] ?? "").toSatisfy((stamp: string) => stamp > (stamps[1] ?? ""));
    // The room says the time at which it was forwarded.
    expect(Math.abs(Date.parse((await seen(again)).queuedAt) - Date.now())).toBeLessThan(60_000);
  }, 90_000);
});

const report = (token: string, one: Forward, status: string, more = {}) => {
  const incidentId = `urn:emergency:uid:incidentid:${one.interventionId.replaceAll("-", "")}:amaliyat.local`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ incidentId, status, ...more });
  return fetch(new URL("/api/v1/partner/reports", room.url), { method: "POST", headers, body });
};

describe("danger that is raised after a partner has acknowledged", () => {
  const said = async (...given: Parameters<typeof report>) => expect((await report(...given)).status).toBe(204);
  const arm = async (one: Forward, attributes: ("weapon" | "injury")[]) => {
    const params = { interventionId: one.interventionId };
    const { version } = await dispatcher.must(interventions.card, { params });
    await dispatcher.must(interventions.mark, { params, body: { version, attributes } });
  };

  it.each(["acknowledged", "in_progress"])(
    "waits to be read where it was %s, and is said to the room in time",
    async (state) => {
      await using p = await partner(`danger-${state}`);
      const one = await p.open("شجار");
      await pass(1_000);
      await said(p.system.token, one, "acknowledged");
      if (state === "in_progress") await said(p.system.token, one, state);
      await arm(one, ["weapon"]);
      await pass(1_000);
      expect(await seen(one)).toMatchObject({ state, dangerUnreadSince: expect.any(String), unansweredAt: null });
      await said(p.system.token, one, "received");
      const { session } = await dispatcher.must(outsideRoutes.deskSignIn, { body: { token: p.desk.token } });
      const desk = await fetch(new URL("/api/v1/partner/forwards", room.url), { headers: { authorization: `Bearer ${session}` } });
      expect(await desk.json()).toMatchObject([{ state, dangerUnreadSince: expect.any(String) }]);
      await pass(31 * 60_000);
      expect(await seen(one)).toMatchObject({ state, dangerUnreadSince: expect.any(String), unansweredAt: expect.any(String) });
      const listed = async () => (await dispatcher.must(partnerRoutes.queue, {})).map(({ forwardId }) => forwardId);
      expect(await listed()).toContain(one.forwardId);
      await said(p.system.token, one, "acknowledged");
      expect(await seen(one)).toMatchObject({ state, dangerUnreadSince: null, unansweredAt: null });
      expect(await listed()).not.toContain(one.forwardId);
    },
    60_000,
  );

  it("is read by words or by the next step, and not by a word from before it was told", async () => {
    await using p = await partner("danger-read");
    const one = await p.open("شجار");
    await pass(1_000);
    await said(p.system.token, one, "acknowledged");
    await arm(one, ["weapon"]);
    await said(p.system.token, one, "in_progress");
    expect(await seen(one)).toMatchObject({ state: "in_progress", dangerUnreadSince: expect.any(String) });
    await pass(1_000);
    await said(p.system.token, one, "message", { text: "فهمنا" });
    expect(await seen(one)).toMatchObject({ dangerUnreadSince: null });
    await arm(one, ["weapon", "injury"]);
    await pass(1_000);
    expect(await seen(one)).toMatchObject({ dangerUnreadSince: expect.any(String) });
    await said(p.system.token, one, "done");
    expect(await seen(one)).toMatchObject({ state: "done", dangerUnreadSince: null });
  }, 60_000);

  it("needs nobody's eyes where what the partner knows stays the same", async () => {
    await using p = await partner("danger-hidden");
    const one = await p.open("شجار");
    await pass(1_000);
    await said(p.system.token, one, "acknowledged");
    await dispatcher.must(interventions.note, { params: { interventionId: one.interventionId }, body: { text: "كلمة" } });
    await pass(5_000);
    expect(await seen(one)).toMatchObject({ revision: 1, dangerUnreadSince: null });
  }, 60_000);
});

it("a partner's system gone wild says thirty words in ten minutes of a forward, and the card shows its last two hundred events", async () => {
  await using p = await partner("wild");
  const [one, other] = [await p.open("حريق"), await p.open("آخر")];
  await pass(1_000);
  const word = async (nth: number, of = one) => {
    const status = nth % 2 === 0 ? "message" : "in_progress";
    return report(p.system.token, of, status, { text: `كلمة ${nth}` });
  };
  for (let nth = 0; nth < 30; nth++) expect((await word(nth)).status).toBe(204);
  const refused = await word(30);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, "request.too_many"]);
  expect(Number(refused.headers.get("retry-after"))).toSatisfy((seconds: number) => seconds > 500 && seconds <= 600);
  expect((await word(0, other)).status).toBe(204);
  // A step without words is heard.
  expect((await report(p.system.token, one, "in_progress")).status).toBe(204);
  await room.database.db.pool.query("update forward_event set at = at - interval '10 minutes' where forward_id = $1", [one.forwardId]);
  expect((await word(31)).status).toBe(204);
  await room.database.db.pool.query(
    `insert into forward_event (forward_id, seq, at, author, kind, text) select $1, 1000 + n, now(), 'partner', 'messaged', n::text from generate_series(1, 300) n`,
    [one.forwardId],
  );
  const { events } = await seen(one);
  expect([events.length, events[0]?.text, events.at(-1)?.text]).toEqual([200, "101", "300"]);
}, 60_000);

it("a partner that now comes by itself to fetch is not said to be silent since its way before", async () => {
  await using p = await partner("changed");
  p.answers("cut");
  const one = await p.open("حريق");
  await pass(1_000);
  expect(await seen(one)).toMatchObject({ awaySince: expect.any(String) });
  const supervisor = await room.as("supervisor");
  await supervisor.must(partnerRoutes.change, { params: { partnerId: p.partnerId }, body: { transport: "eido_ws" } });
  await pass(1_000);
  expect(await seen(one)).toMatchObject({ state: "queued", awaySince: null });
}, 60_000);

it("what a desk says of a forward that it refused is taken or ignored as the document promises", async () => {
  await using p = await partner("refuses");
  const one = await p.open("حريق");
  await pass(1_000);
  const post = (status: string, text?: string) =>
    fetch(new URL(`/api/v1/partner/forwards/${one.forwardId}/reports`, room.url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${p.system.token}` },
      body: JSON.stringify({ status, text }),
    });
  const answers: number[] = [];
  for (const [status, text] of [["refused", "ليس لنا"], ["refused", "ليس لنا"], ["message", "اتصلوا بالبلدية"], ["received"]] as const)
    answers.push((await post(status, text)).status);
  expect(answers).toEqual([200, 200, 200, 409]);
  const { state, events } = await seen(one);
  expect([state, events.filter(({ author }) => author === "partner").map(({ kind }) => kind)]).toEqual([
    "refused",
    ["refused", "messaged"],
  ]);
}, 60_000);
