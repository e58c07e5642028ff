import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { zeroBits } from "@amaliyat/domain/reports";
import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit, newCode, reportBody } from "../../testing/things/things.ts";
import { lockReport } from "../rows/reports-store.ts";

const WORDS = "رجل معه سكين عند المدخل";
let room: TestRoom;
let desk: TestClient;
let taker: TestClient;
let crew: TestClient;
let citizen: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, taker, crew, citizen] = [await room.as("dispatcher"), await room.as("call_taker"), await room.as("patrol"), testClient(room.url)];
  unitId = (await makeUnit(room, "SU1", "JR-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (body: object = {}): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER", ...body } });
const params = ({ interventionId }: { readonly interventionId: string }) => ({ params: { interventionId } });
const now = (of: InterventionCard) => desk.must(interventions.card, params(of));
const merge = (one: InterventionCard, into: InterventionCard) =>
  desk.must(interventions.merge, { ...params(one), body: { version: one.version, into: into.interventionId, moveAssignments: true } });
const send = (to: InterventionCard) => desk.must(dispatch.assign, { ...params(to), body: { unitId } });
const orderOf = async () => (await crew.must(dispatch.duty, {}))?.assignments[0];
const notesOf = async (of: InterventionCard) =>
  (await now(of)).events.flatMap(({ kind, data }) => (kind === "noted" ? [String(data["text"])] : []));
/** The work that a phone does for a report of no danger. */
async function work(code: string): Promise<{ task: string; nonce: string }> {
  const { task, bits } = await citizen.must(reports.task, { query: {} });
  for (let n = 0; ; n++) {
    const nonce = n.toString(36);
    if (zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest()) >= bits) return { task, nonce };
  }
}
/** A report, in danger by default, opened at the desk. */
async function danger(words: string | null = WORDS, kind: "danger" | "theft" = "danger") {
  const code = newCode();
  const proof = kind === "danger" ? null : await work(code);
  const said = { kind, danger: kind === "danger", device: `device-${randomUUID()}`, proof, words, files: [] };
  const body = { ...reportBody(code, PLACES.SU1), ...said };
  const { reference } = await citizen.must(reports.send, { body });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const of = { params: { reportId: rows[0]?.reportId ?? "" } };
  await taker.must(reports.open, of);
  return { ...of, reference, code };
}
const partingOf = async (report: Awaited<ReturnType<typeof danger>>) => (await taker.must(reports.card, report)).parting;
const joining = (report: Awaited<ReturnType<typeof danger>>, to: InterventionCard) =>
  taker.ask(reports.join, { params: report.params, body: { interventionId: to.interventionId } });
afterEach(async () => {
  for (const { assignmentId } of (await crew.must(dispatch.duty, {}))?.assignments ?? [])
    await crew.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
});

/** Joins a report, and has the desk act after the intervention was seen to be open and before the report was locked. */
async function joinedWhile(to: InterventionCard, act: () => Promise<unknown>) {
  const report = await danger();
  const { db } = room.database;
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  const [joined] = await transaction(db, SYSTEM, async (tx) => {
    await lockReport(tx, report.params.reportId);
    const asked = joining(report, to);
    await expect.poll(async () => (await db.pool.query(waits)).rowCount, { timeout: 10_000 }).toBeGreaterThan(0);
    await act();
    return [asked] as const;
  });
  return { report, done: await joined };
}

describe("a danger report that joins while the desk acts on the intervention", () => {
  it("raises the one into which it was merged in that moment, is read by its crew, and goes back with the named one at a split", async () => {
    const [one, target] = [await open(), await open()];
    await send(target);
    const { report, done } = await joinedWhile(one, () => merge(one, target));
    expect(done).toMatchObject({ ok: true, value: { state: "joined", interventionId: one.interventionId } });
    expect(await now(target)).toMatchObject({ state: "open", priority: "P1" });
    expect((await orderOf())?.notes.map(({ text }) => text)).toEqual([`${report.reference}: ${WORDS}`]);
    expect((await orderOf())?.unreadSince).not.toBeNull();
    const body = { version: (await now(one)).version, reason: "حدثان مختلفان" };
    expect(await desk.must(interventions.split, { ...params(one), body })).toMatchObject({ state: "open", priority: "P1" });
    expect(await notesOf(one)).toEqual([`${report.reference}: ${WORDS}`]);
  });

  it.each(["cancel", "close"] as const)("is refused and waits on, if that one ended (%s)", async (how) => {
    const one = await open();
    const end = {
      cancel: () => desk.must(interventions.cancel, { ...params(one), body: { version: one.version, reason: "خطأ في العنوان" } }),
      close: () =>
        desk.must(interventions.close, { ...params(one), body: { version: one.version, disposition: "10", outcome: "لم نجد أحدا هناك" } }),
    };
    const { report, done } = await joinedWhile(one, end[how]);
    expect(done).toMatchObject({ ok: false, error: { code: "report.intervention_over" } });
    expect(await taker.must(reports.card, report)).toMatchObject({ state: "waiting", interventionId: null });
    expect(await taker.must(reports.makeIntervention, { ...report, body: {} })).toMatchObject({ state: "open", priority: "P1" });
  });

  it("is raised in any order of a join and a merge at once, and never lost", async () => {
    for (let nth = 0; nth < 8; nth++) {
      const [one, target] = [await open(), await open()];
      const report = await danger();
      const merging = desk.ask(interventions.merge, {
        ...params(one),
        body: { version: one.version, into: target.interventionId, moveAssignments: true },
      });
      const [joined, merged] = await Promise.all([joining(report, one), merging]);
      expect(joined.ok).toBe(true);
      expect((await now(merged.ok ? target : one)).priority).toBe("P1");
    }
  });
});

describe("the crew of an intervention that a danger report joined", () => {
  it("reads its words, also if the intervention was most urgent already, and closes nothing before it has read them", async () => {
    const one = await open({ priority: "P1" });
    const { assignmentId } = await send(one);
    const pressed = Date.now();
    const report = await danger();
    expect((await joining(report, one)).ok).toBe(true);
    const order = await orderOf();
    expect(order).toMatchObject({ priority: "P1", notes: [{ text: `${report.reference}: ${WORDS}` }] });
    expect(order?.toldSeq).toBeGreaterThan(order?.readSeq ?? 0);
    const body = { disposition: "10" as const, outcome: "لم نجد أحدا هناك", at: new Date(pressed).toISOString() };
    expect(await crew.must(dispatch.finish, { params: { assignmentId }, body })).toMatchObject({ closed: false });
    expect((await now(one)).state).toBe("open");
  });

  it("reads the kind of a report without words, and the words of one of which an intervention was made to join it", async () => {
    const one = await open();
    await send(one);
    const [silent, made] = [await danger(null), await danger()];
    expect((await joining(silent, one)).ok).toBe(true);
    await taker.must(reports.makeIntervention, { params: made.params, body: { joins: one.interventionId } });
    const texts = (await orderOf())?.notes.map(({ text }) => text);
    expect(texts?.toSorted()).toEqual([`${silent.reference}: شخص في خطر`, `${made.reference}: ${WORDS}`].toSorted());
  });

  it("reads the words also where a case of its own is made of the report", async () => {
    const report = await danger();
    const made = await taker.must(reports.makeIntervention, { params: report.params, body: {} });
    const data = { source: report.reference, mustRead: true, text: `${report.reference}: ${WORDS}` };
    expect(made.events.filter(({ kind }) => kind === "noted").map((event) => event.data)).toEqual([expect.objectContaining(data)]);
    expect(made.version).toBe((await now(made)).version);
    await send(made);
    expect((await orderOf())?.notes.map(({ text }) => text)).toEqual([data.text]);
  });

  it("reads what the author says after the join, which raises as the report does, and is taken away with it", async () => {
    const one = await open();
    await send(one);
    const report = await danger("شجار");
    await citizen.must(reports.say, { body: { code: report.code, messageId: randomUUID(), words: "قبل الربط" } });
    expect((await joining(report, one)).ok).toBe(true);
    const before = await orderOf();
    expect(before?.notes.map(({ text }) => text)).toEqual([`${report.reference}: شجار\nقبل الربط`]);
    const { version } = await now(one);
    await desk.must(interventions.prioritise, { ...params(one), body: { version, priority: "P3", reason: "لا خطر" } });
    const body = { code: report.code, messageId: randomUUID(), words: "أخرج مسدسا وأصاب اثنين" };
    for (let times = 0; times < 2; times++) await citizen.must(reports.say, { body });
    const after = await orderOf();
    expect(after).toMatchObject({ priority: "P1" });
    expect(after?.notes.map(({ text }) => text)[0]).toBe(`${report.reference}: ${body.words}`);
    expect(after?.notes).toHaveLength(2);
    expect(after?.toldSeq).toBeGreaterThan(before?.toldSeq ?? 0);
    const { events } = await now(one);
    expect(events.at(-1)).toMatchObject({ kind: "noted", by: "", data: { mustRead: true, source: report.reference } });
    await citizen.must(reports.withdraw, { body: { code: report.code } });
    expect(JSON.stringify([await now(one), await orderOf()])).not.toMatch(/مسدسا|شجار/u);
  });

  it("finds the thanks of an author in danger as an ordinary note; they raise nothing that the desk lowered", async () => {
    const one = await open();
    await send(one);
    const report = await danger();
    expect((await joining(report, one)).ok).toBe(true);
    const { version } = await now(one);
    await desk.must(interventions.prioritise, { ...params(one), body: { version, priority: "P3", reason: "لا خطر" } });
    const { toldSeq } = (await orderOf()) ?? {};
    const say = (words: string) => citizen.must(reports.say, { body: { code: report.code, messageId: randomUUID(), words } });
    await say("شكرا جزيلا، بارك الله فيكم");
    const thanked = await orderOf();
    expect(thanked).toMatchObject({ priority: "P3", toldSeq });
    expect(thanked?.notes[0]).toMatchObject({ text: `${report.reference}: شكرا جزيلا، بارك الله فيكم`, toRead: null });
    await say("شكرا، عاد ومعه مسدس");
    expect(await orderOf()).toMatchObject({ priority: "P1" });
  });

  it("finds later words of a report of no danger as an ordinary note, and nothing is raised", async () => {
    const one = await open();
    await send(one);
    const report = await danger(WORDS, "theft");
    expect((await joining(report, one)).ok).toBe(true);
    const words = "عاد السارق إلى الشارع";
    await citizen.must(reports.say, { body: { code: report.code, messageId: randomUUID(), words } });
    const order = await orderOf();
    expect(order).toMatchObject({ priority: one.priority, toldSeq: 0 });
    expect(order?.notes.map(({ text }) => text)).toEqual([`${report.reference}: ${words}`]);
  });

  it("has the reference alone once the author took the report back, also on a case that was split off with the words", async () => {
    const [one, target, aside] = [await open(), await open(), await open()];
    await merge(one, target);
    const report = await danger();
    expect((await joining(report, target)).ok).toBe(true);
    const { version } = await now(one);
    await desk.must(interventions.split, { ...params(one), body: { version, reason: "حدثان مختلفان" } });
    await desk.must(interventions.note, { ...params(aside), body: { text: `${report.reference}: ${WORDS}` } });
    expect(await notesOf(one)).toEqual([`${report.reference}: ${WORDS}`]);
    await citizen.must(reports.withdraw, { body: { code: report.code } });
    expect([await notesOf(one), await notesOf(target)]).toEqual([[report.reference], [report.reference]]);
    // An alarm without a word frightens and says nothing: the crew is told why it is empty.
    await send(target);
    expect((await orderOf())?.notes).toEqual([expect.objectContaining({ text: report.reference, withdrawn: true })]);
    for (const each of [one, target]) {
      const [noted] = (await now(each)).events.filter(({ kind }) => kind === "noted");
      expect(noted?.data).toMatchObject({ withdrawn: true });
    }
    // Written by the room itself.
    expect(await notesOf(aside)).toEqual([`${report.reference}: ${WORDS}`]);
  });

  it("says that the words were withdrawn also on a case that is split off after that", async () => {
    const [one, target] = [await open(), await open()];
    await merge(one, target);
    const report = await danger();
    expect((await joining(report, target)).ok).toBe(true);
    await citizen.must(reports.withdraw, { body: { code: report.code } });
    const { version } = await now(one);
    await desk.must(interventions.split, { ...params(one), body: { version, reason: "حدثان مختلفان" } });
    const notes = (await now(one)).events.filter(({ kind }) => kind === "noted");
    expect(notes.map(({ data }) => data)).toEqual([expect.objectContaining({ text: report.reference, withdrawn: true })]);
  });
});

describe("a danger report that is taken out of the case that it joined by mistake", () => {
  const REASON = "الحي الآخر";
  const part = (report: Awaited<ReturnType<typeof danger>>) =>
    taker.must(reports.part, { params: report.params, body: { reason: REASON } });

  it("takes along what it alone told: the desk sees it before the key, and the crew has to read it", async () => {
    const one = await open();
    await send(one);
    const report = await danger();
    expect(await partingOf(report)).toBeNull();
    await joining(report, one);
    expect(await partingOf(report)).toEqual({
      reference: one.reference,
      version: (await now(one)).version,
      mustSplit: false,
      before: { priority: "P1", attributes: [] },
      after: { priority: one.priority, attributes: [] },
    });
    const { assignmentId, toldSeq = 0 } = (await orderOf()) ?? {};
    const body = { seq: toldSeq, interventionId: one.interventionId, at: new Date().toISOString() };
    await crew.must(dispatch.readDanger, { params: { assignmentId: assignmentId ?? "" }, body });
    expect(await part(report)).toMatchObject({ state: "waiting", interventionId: null, parting: null });
    const after = await now(one);
    expect(after).toMatchObject({ state: "open", priority: one.priority });
    expect(after.events.find(({ kind }) => kind === "parted")?.data).toMatchObject({
      source: report.reference,
      reason: REASON,
      priority: one.priority,
    });
    const order = await orderOf();
    expect(order).toMatchObject({ priority: one.priority });
    expect(order?.notes.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`^${report.reference}: .*${REASON}$`, "u"))]);
    expect(order?.notes[0]?.toRead).toBe(order?.toldSeq);
    expect(order?.toldSeq).toBeGreaterThan(order?.readSeq ?? 0);
    // Nothing is lost: joined again, it tells the same.
    await joining(report, one);
    expect(await now(one)).toMatchObject({ priority: "P1" });
    expect((await orderOf())?.notes[0]?.text).toBe(`${report.reference}: ${WORDS}`);
  });

  it("leaves what another report told, and what the desk chose since", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second, third] = [await danger(), await danger(), await danger()];
    for (const report of [first, second]) await joining(report, one);
    await joining(third, other);
    const { version } = await now(other);
    await desk.must(interventions.prioritise, { ...params(other), body: { version, priority: "P1", reason: "رأيناه في الكاميرا" } });
    const P1 = { priority: "P1", attributes: [] };
    for (const report of [first, third]) expect(await partingOf(report)).toMatchObject({ before: P1, after: P1 });
    await part(first);
    await part(third);
    for (const each of [one, other]) expect(await now(each)).toMatchObject({ priority: "P1" });
    await part(second);
    expect(await now(one)).toMatchObject({ priority: one.priority });
  });

  it("stays if its case has changed since the desk saw it", async () => {
    const one = await open();
    const report = await danger();
    await joining(report, one);
    const { version = 0 } = (await partingOf(report)) ?? {};
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["minor"] } });
    const asked = (seen: number) => taker.code(reports.part, { params: report.params, body: { reason: REASON, version: seen } });
    expect(await asked(version)).toBe("intervention.changed_meanwhile");
    expect((await partingOf(report))?.version).toBe(version + 1);
    expect(await asked(version + 1)).toBe("ok");
    expect(await now(one)).toMatchObject({ priority: one.priority, attributes: ["minor"] });
  });

  it("is not taken out of a case that was made of it and merged: a split gives that back", async () => {
    const target = await open();
    const report = await danger();
    await taker.must(reports.makeIntervention, { params: report.params, body: { joins: target.interventionId } });
    expect(await partingOf(report)).toMatchObject({ reference: target.reference, mustSplit: true });
    expect(await taker.code(reports.part, { params: report.params, body: { reason: REASON } })).toBe("intervention.split_instead");
  });

  it("leaves the one into which its case was merged, and nothing of it goes back at a split", async () => {
    const [one, target] = [await open(), await open()];
    await merge(one, target);
    const report = await danger();
    expect((await joining(report, target)).ok).toBe(true);
    await part(report);
    expect(await now(target)).toMatchObject({ priority: target.priority });
    await desk.must(interventions.split, { ...params(one), body: { version: (await now(one)).version, reason: "حدثان مختلفان" } });
    expect(await now(one)).toMatchObject({ priority: one.priority });
    expect((await notesOf(one)).join()).not.toContain(WORDS);
  });
});
