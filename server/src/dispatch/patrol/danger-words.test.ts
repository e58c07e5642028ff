import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit, newCode, reportBody } from "../../testing/things/things.ts";

const GUN = "معه مسدس وراء الباب";
const HURT = "جريحان في الساحة";
let room: TestRoom;
let desk: TestClient;
let taker: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, taker, crew] = [await room.as("dispatcher"), await room.as("call_taker"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "DW-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());
afterEach(async () => {
  for (const { assignmentId } of (await crew.must(dispatch.duty, {}))?.assignments ?? [])
    await crew.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
});

const open = (body: object = {}): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER", ...body } });
const params = ({ interventionId }: { readonly interventionId: string }) => ({ params: { interventionId } });
const send = (to: InterventionCard) => desk.must(dispatch.assign, { ...params(to), body: { unitId, anyway: true } });
const note = (on: InterventionCard, text: string) => desk.must(interventions.note, { ...params(on), body: { text } });

/** A citizen's words of danger, joined to an intervention. */
async function tellDanger(words: string, to: InterventionCard): Promise<void> {
  const device = `device-${randomUUID()}`;
  const body = { ...reportBody(newCode(), PLACES.SU1), kind: "danger" as const, device, words, files: [] };
  const { reference } = await testClient(room.url).must(reports.send, { body });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const report = { params: { reportId: rows[0]?.reportId ?? "" } };
  await taker.must(reports.open, report);
  await taker.must(reports.join, { ...report, body: { interventionId: to.interventionId } });
}

async function order() {
  const found = (await crew.must(dispatch.duty, {}))?.assignments[0];
  if (found === undefined) throw new Error("the crew has no order");
  const { toldSeq, readSeq, notes } = found;
  const toRead = notes.filter((one) => one.toRead !== null);
  const unread = toRead.filter((one) => one.toRead !== null && one.toRead > readSeq && one.toRead <= toldSeq);
  const read = (seq: number) =>
    crew.must(dispatch.readDanger, { params: { assignmentId: found.assignmentId }, body: { seq, interventionId: found.interventionId } });
  return { ...found, toRead, unread: unread.map(({ text }) => text).toReversed(), read };
}

describe("words of danger on the phone of a crew", () => {
  it("stay unread under every later note, until the crew has read up to them", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    await tellDanger(GUN, one);
    await note(one, "المفاتيح عند الحارس");
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "نحن في الطريق" } });
    await tellDanger(HURT, one);
    const told = await order();
    expect(told.unread).toEqual([expect.stringContaining(GUN), expect.stringContaining(HURT)]);
    expect(told.notes.map(({ isOwn, toRead }) => [isOwn, toRead === null])).toEqual([
      [false, false],
      [true, true],
      [false, true],
      [false, false],
    ]);
    await told.read(told.toRead.at(-1)?.toRead ?? 0);
    const half = await order();
    expect(half.unread).toEqual([expect.stringContaining(HURT)]);
    await half.read(half.toldSeq);
    const all = await order();
    expect([all.unread, all.toRead.length]).toEqual([[], 2]);
  });

  it("are given beside the newest hundred notes, however many came later", async () => {
    const one = await open();
    await send(one);
    await tellDanger(GUN, one);
    // Straight to the log: 101 notes by the desk take half a minute on a loaded machine.
    const insert = `insert into intervention_event (intervention_id, seq, at, by, kind, data)
      select intervention_id, 1000 + n, opened_at + n * interval '1 hour', opened_by, 'noted', jsonb_build_object('text', 'كلمة ' || n)
      from intervention, generate_series(0, 100) n where intervention_id = $1`;
    await room.database.db.pool.query(insert, [one.interventionId]);
    const { notes, unread } = await order();
    expect([notes.length, notes[0]?.text, notes.at(-2)?.text]).toEqual([101, "كلمة 100", "كلمة 1"]);
    expect(unread).toEqual([expect.stringContaining(GUN)]);
  });

  it("come with a case that joins, all its notes by the joining", async () => {
    const [one, other, third] = [await open(), await open({ note: "إطلاق نار" }), await open({ note: "جثة" })];
    await send(one);
    const merge = async (from: InterventionCard, into: InterventionCard) => {
      const { version } = await desk.must(interventions.card, params(from));
      await desk.must(interventions.merge, { ...params(from), body: { version, into: into.interventionId, moveAssignments: true } });
    };
    await merge(third, other);
    await merge(other, one);
    const { unread, toldSeq, toRead } = await order();
    expect(unread.toSorted()).toEqual(["إطلاق نار", "جثة"].toSorted());
    expect(toRead.map((each) => each.toRead)).toEqual([toldSeq, toldSeq]);
    expect((await order()).joined.map((each) => each.toRead)).toEqual([toldSeq, toldSeq]);
  });

  it("are those of the case to which a merge took the crew, and not those that it knew", async () => {
    const [known, target] = [await open({ note: "سكران" }), await open({ note: "كلب طليق" })];
    await send(known);
    const { version } = await desk.must(interventions.card, params(known));
    await desk.must(interventions.merge, { ...params(known), body: { version, into: target.interventionId, moveAssignments: true } });
    expect((await order()).unread).toEqual(["كلب طليق"]);
    await note(target, "الباب أزرق");
    expect((await order()).unread).toEqual(["كلب طليق"]);
  });
});
