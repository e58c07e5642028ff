import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { zeroBits } from "@amaliyat/domain/reports";
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit, newCode, reportBody } from "../testing/things/things.ts";

const clock = movedClock();
let room: TestRoom;
let citizen: TestClient;
let taker: TestClient;
let as: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  citizen = testClient(room.url);
  as = clientsOf(room.url);
  taker = await as("call_taker");
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** Limits are of an hour; sessions that were idle so long are over, and people sign in again. */
async function later(ms = 3_900_000): Promise<void> {
  clock.forward(ms);
  as = clientsOf(room.url);
  taker = await as("call_taker");
}

/** Does the work that a phone does for its report: finds the first number for which the digest begins with the zero bits. */
async function work(code: string): Promise<{ task: string; nonce: string }> {
  const { task, bits } = await citizen.must(reports.task, { query: {} });
  for (let n = 0; ; n++) {
    const nonce = n.toString(36);
    if (zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest()) >= bits) return { task, nonce };
  }
}

const danger = (code = newCode()) => ({ ...reportBody(code, PLACES.SU1), files: [] });
const calm = async (more: Partial<ReturnType<typeof danger>> = {}) => {
  const code = more.code ?? newCode();
  return { ...danger(code), danger: false, device: `device-${randomUUID()}`, proof: await work(code), ...more };
};

/** Sends a report and opens it at a desk. */
async function sent(body: ReturnType<typeof danger> = danger()) {
  const { reference } = await citizen.must(reports.send, { body });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  await taker.must(reports.open, { params });
  return { ...params, params, reference, code: body.code };
}

describe("what a citizen sends", () => {
  it("is taken once, however often it is sent, and answered with how it stands", async () => {
    const body = await calm();
    const first = await citizen.must(reports.send, { body });
    expect(first).toMatchObject({ state: "waiting", kind: "obstacle", mayWithdraw: true });
    const again = await Promise.all([1, 2, 3].map(() => citizen.must(reports.send, { body: { ...body, proof: null } })));
    expect(again).toEqual([first, first, first]);
    const { rows } = await taker.must(reports.list, { query: { q: first.reference } });
    expect(rows).toHaveLength(1);
  });

  it("of two at once is one report", async () => {
    const body = await calm();
    const [a, b] = await Promise.all([citizen.must(reports.send, { body }), citizen.must(reports.send, { body })]);
    expect(a.reference).toBe(b.reference);
  });

  it("needs work, a word or a file, a place and a possible time, unless it is danger", async () => {
    const refused = async (more: object) => citizen.code(reports.send, { body: { ...(await calm()), ...more } });
    expect(await refused({ proof: null })).toBe("report.proof_missing");
    expect(await refused({ proof: await work(newCode()) })).toBe("report.proof_missing");
    expect(await refused({ words: null })).toBe("report.empty");
    expect(await refused({ place: null })).toBe("report.place_missing");
    expect(await refused({ happenedAt: new Date(clock.now() + 3_600_000).toISOString() })).toBe("report.time_wrong");
    expect(await refused({ code: "K7M4-2QX9" })).toBe("report.code_malformed");
    await citizen.must(reports.send, { body: { ...danger(), words: null, place: null } });
  });

  it("loses nothing by marks that a phone adds, nor by a clock that is a day or a year off", async () => {
    const taken = async (more: object) => {
      const { reference } = await citizen.must(reports.send, { body: { ...(await calm()), ...more } });
      const { rows } = await taker.must(reports.list, { query: { q: reference } });
      return taker.must(reports.open, { params: { reportId: rows[0]?.reportId ?? "" } });
    };
    const marked = { words: "سطر\u000bثان", placeText: "\u2068Cité\u2069", contact: "\u202a+213 550\u202c" };
    expect(await taken(marked)).toMatchObject({ words: "سطر\nثان", placeText: "Cité", contact: "+213 550" });
    expect(await taken({ contact: "\u200f\u202a" })).toMatchObject({ contact: null });
    const HOUR = 3_600_000;
    for (const off of [24 * HOUR, -24 * HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR]) {
      const phone = (at: number): string => new Date(at + off).toISOString();
      const now = clock.now();
      const said = { happenedAt: phone(now - HOUR), writtenAt: phone(now - 14 * HOUR), sentAt: phone(now) };
      const { happenedAt, writtenAt } = await taken(said);
      expect(Math.abs(Date.parse(happenedAt ?? "") - (now - HOUR))).toBeLessThan(60_000);
      expect(Math.abs(Date.parse(writtenAt) - (now - 14 * HOUR))).toBeLessThan(60_000);
    }
    // A right clock, and a day that is to come.
    const sentAt = new Date(clock.now()).toISOString();
    const happenedAt = new Date(clock.now() + 24 * HOUR).toISOString();
    expect(await citizen.code(reports.send, { body: { ...(await calm()), sentAt, happenedAt } })).toBe("report.time_wrong");
  });

  it("is danger in every respect where the kind that was chosen says so", async () => {
    const body = { ...danger(), kind: "danger" as const, danger: false, proof: null, words: null, place: null };
    const told = await citizen.must(reports.send, { body });
    expect(told).toMatchObject({ danger: true });
    const { rows } = await taker.must(reports.list, { query: { q: told.reference } });
    expect(rows[0]).toMatchObject({ danger: true });
    expect(rows[0]?.urgency).toBeLessThan(200);
    expect(await citizen.must(reports.send, { body })).toMatchObject({ reference: told.reference });
  });

  it("is refused past the device's number an hour, and danger never is", async () => {
    const device = `device-${randomUUID()}`;
    for (let n = 0; n < 12; n++) await citizen.must(reports.send, { body: await calm({ device }) });
    expect(await citizen.code(reports.send, { body: await calm({ device }) })).toBe("request.too_many");
    for (let n = 0; n < 5; n++) await citizen.must(reports.send, { body: { ...danger(), device } });
    await later();
    await citizen.must(reports.send, { body: await calm({ device }) });
  });
});

describe("a follow-up code", () => {
  it("that is wrong, malformed, long or replaced in one letter gets one and the same answer, until there were too many", async () => {
    await later();
    const { code } = await sent();
    const near = code.replace(/^./, (letter) => (letter === "7" ? "8" : "7"));
    const answers = [];
    for (const wrong of [newCode(), near, "", "x", "A".repeat(40), "' or 1=1 --", `${code}X`]) {
      const response = await citizen.fetch("/api/allo/follow", {
        method: "POST",
        body: JSON.stringify({ code: wrong }),
        headers: { "content-type": "application/json" },
      });
      answers.push([response.status, await response.text()]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
    const guess = (): Promise<string> => citizen.code(reports.follow, { body: { code: newCode() } });
    const guesses = await Promise.all(Array.from({ length: 293 }, guess));
    expect(new Set(guesses)).toEqual(new Set(["report.unknown_code"]));
    expect(await guess()).toBe("request.too_many");
    // A holder of a valid code is never refused.
    expect((await citizen.must(reports.follow, { body: { code: code.toLowerCase().replaceAll("-", " ") } })).state).toBe("waiting");
  });

  it("stands in no table and no log entry", async () => {
    const { code } = await sent();
    const { rows } = await room.database.db.pool.query<{ text: string }>("select r::text as text from report r");
    const log = JSON.stringify(await logEntries(room));
    for (const part of [code, code.replaceAll("-", "")]) {
      expect(rows.some(({ text }) => text.includes(part))).toBe(false);
      expect(log).not.toContain(part);
    }
  });
});

describe("the room and the author", () => {
  it("talk: read, asked, answered once, told of the patrol and the end", async () => {
    const { params, code } = await sent();
    expect((await citizen.must(reports.follow, { body: { code } })).steps.map(({ step }) => step)).toEqual(["received", "read", "ended"]);
    await taker.must(reports.take, { params });
    await taker.must(reports.ask, { params, body: { words: "هل ما زالت هناك؟", choices: [{ ar: "نعم", fr: "Oui", en: "Yes" }] } });
    expect(await citizen.must(reports.follow, { body: { code } })).toMatchObject({
      asked: true,
      messages: [{ from: "room", choices: [{ en: "Yes" }] }],
    });
    const body = { code, messageId: randomUUID(), words: "نعم" };
    await citizen.must(reports.say, { body });
    expect((await citizen.must(reports.say, { body })).messages).toHaveLength(2);
    const { rows } = await taker.must(reports.list, { query: { q: (await taker.must(reports.card, { params })).reference } });
    expect(rows[0]).toMatchObject({ state: "taken", asked: false, answered: true });
    await taker.must(reports.close, { params, body: { end: "handled", words: "أزيلت الشاحنة" } });
    expect(await citizen.must(reports.follow, { body: { code } })).toMatchObject({
      state: "closed",
      end: "handled",
      endWords: "أزيلت الشاحنة",
    });
    // An answer of the author reopens a closed report.
    await citizen.must(reports.say, { body: { ...body, messageId: randomUUID(), words: "عادت" } });
    expect(
      (await taker.must(reports.queue, { query: {} })).some(({ reportId, state }) => reportId === params.reportId && state === "waiting"),
    ).toBe(true);
  });

  it("nothing of a report is read without opening it, which is logged", async () => {
    const { reference } = await citizen.must(reports.send, { body: danger() });
    const { rows } = await taker.must(reports.list, { query: { q: reference } });
    const params = { reportId: rows[0]?.reportId ?? "" };
    expect(await taker.code(reports.card, { params })).toBe("report.not_opened");
    expect(await taker.code(reports.take, { params })).toBe("report.not_opened");
    await taker.must(reports.open, { params });
    expect((await logEntries(room)).at(-1)).toMatchObject({ type: "report.read", subject_id: params.reportId });
    expect((await taker.must(reports.card, { params })).words).toContain("شاحنة");
    expect(JSON.stringify(rows)).not.toContain("شاحنة");
  });

  it("a withdrawn report shows nothing of what its author wrote", async () => {
    const { params, code } = await sent();
    await citizen.must(reports.withdraw, { body: { code } });
    expect(await taker.must(reports.card, { params })).toMatchObject({ state: "withdrawn", words: null, contact: null, reportFiles: [] });
    expect(await citizen.code(reports.withdraw, { body: { code } })).toBe("report.wrong_state");
    expect(await citizen.code(reports.say, { body: { code, messageId: randomUUID(), words: "x" } })).toBe("report.wrong_state");
  });

  it("danger is turned away by nobody who did not take it on", async () => {
    const { params } = await sent();
    const body = { end: "nuisance" as const, words: null };
    expect(await taker.code(reports.close, { params, body })).toBe("report.danger_is_not_refused");
    await taker.must(reports.take, { params });
    expect(await taker.must(reports.close, { params, body })).toMatchObject({ state: "closed", nature: "NUI", nuisance: 1 });
  });
});

describe("reports and interventions", () => {
  it("one act makes an intervention: kind, place, channel and urgency come with it", async () => {
    const { params, code } = await sent();
    const card = await taker.must(reports.makeIntervention, { params, body: {} });
    expect(card).toMatchObject({
      origin: "report",
      channel: "APP",
      subcategory: "TRF.OBS",
      priority: "P1",
      sectorId: "SU1",
      place: PLACES.SU1,
    });
    expect(await taker.code(reports.makeIntervention, { params, body: {} })).toBe("report.wrong_state");
    expect(await citizen.must(reports.follow, { body: { code } })).toMatchObject({ state: "joined", mayWithdraw: true });
    const { rows } = await taker.must(reports.list, { query: { interventionId: card.interventionId } });
    expect(rows).toHaveLength(1);
    await (await as("dispatcher")).must(interventions.cancel, { params: card, body: { version: card.version, reason: "سبب" } });
    expect((await citizen.must(reports.follow, { body: { code } })).steps.at(-1)?.at).not.toBeNull();
  });

  it("one that says more danger than is known joins an open one as an intervention, which takes that over", async () => {
    const { params } = await sent();
    const target = await taker.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
    const made = await taker.must(reports.makeIntervention, { params, body: { joins: target.interventionId } });
    expect(made).toMatchObject({ state: "merged", mergedInto: target.interventionId });
    const shown = await taker.must(interventions.card, { params: { interventionId: target.interventionId } });
    expect(shown).toMatchObject({ priority: "P1", merged: [{ reference: made.reference }] });
    const { rows } = await taker.must(reports.list, { query: { interventionId: target.interventionId } });
    expect(rows).toHaveLength(1);
  });

  it("one that says danger raises the open one that it joins, and the crew has to read it", async () => {
    const { params } = await sent();
    const [desk, crew] = [await as("dispatcher"), await as("patrol")];
    const target = await taker.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
    const of = { params: { interventionId: target.interventionId } };
    const { unitId } = await makeUnit(room, "SU1", "R-1");
    await desk.must(dispatch.assign, { ...of, body: { unitId } });
    await taker.must(reports.join, { params, body: { interventionId: target.interventionId } });
    expect(await taker.must(interventions.card, of)).toMatchObject({ priority: "P1" });
    const [order] = (await crew.must(dispatch.duty, {}))?.assignments ?? [];
    expect(order?.toldSeq).toBeGreaterThan(order?.readSeq ?? 0);
    expect((await logEntries(room, target.interventionId)).map(({ type }) => type)).toContain("intervention.changed");
    const { version } = await desk.must(interventions.card, of);
    await desk.must(interventions.cancel, { ...of, body: { version, reason: "انتهى" } });
  });

  it("a second report of the same thing is proposed, joined, and parted again", async () => {
    const first = await sent();
    const card = await taker.must(reports.makeIntervention, { params: first.params, body: {} });
    const second = await sent({ ...danger(), device: `device-${randomUUID()}` });
    const likely = await taker.must(reports.likely, { params: second.params });
    expect(likely.interventions.map(({ row }) => row.interventionId)).toContain(card.interventionId);
    expect(likely.reports.map(({ row }) => row.reportId)).toContain(first.reportId);
    const body = { interventionId: card.interventionId };
    expect(await taker.must(reports.join, { params: second.params, body })).toMatchObject({
      state: "joined",
      interventionReference: card.reference,
    });
    expect(await taker.must(reports.part, { params: second.params, body: { reason: "مكان آخر" } })).toMatchObject({
      state: "waiting",
      interventionId: null,
    });
  });
});

it("counts what came, what became interventions, and how soon a person answered", async () => {
  // The room's day, which is another one than Greenwich's within an hour of midnight.
  const day = new Date(clock.now() + 3_600_000).toISOString().slice(0, 10);
  const figures = await (await as("analyst")).must(reports.figures, { query: { from: "2026-01-01", to: day } });
  const sum = (rows: readonly { count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
  expect(figures.received).toBeGreaterThan(20);
  for (const rows of [figures.byKind, figures.bySort, figures.byLanguage]) expect(sum(rows)).toBe(figures.received);
  expect(figures.becameInterventions).toBe(4);
  expect(figures.firstAnswer.answered).toBeGreaterThan(3);
});

it("lets a device's reports be counted as nuisance for a time, and then forgets it", async () => {
  const device = `device-${randomUUID()}`;
  const { params } = await sent({ ...danger(), device });
  await taker.must(reports.take, { params });
  await taker.must(reports.close, { params, body: { end: "nuisance", words: null } });
  const next = await sent({ ...danger(), device });
  expect(await taker.must(reports.card, { params: next.params })).toMatchObject({ nuisance: 1, newDevice: true });
  await later(60 * 86_400_000);
  const { rows } = await taker.must(reports.list, { query: { q: next.reference } });
  expect(rows[0]?.nuisance).toBeLessThan(0.05);
});
