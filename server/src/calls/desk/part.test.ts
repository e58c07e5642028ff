import { calls } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openScreen } from "../../testing/screen.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES } from "../../testing/test-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestRoom } from "../../testing/test-room.ts";
import { callsAndCrew } from "../testing/calls-and-crew.ts";

const REASON = "الحي الآخر";
const ARMED = [
  { questionId: "kind", answerId: "violence" },
  { questionId: "now", answerId: "yes" },
  { questionId: "weapon", answerId: "yes" },
];
const stack = new AsyncDisposableStack();
const {
  lines,
  begin,
  open,
  params,
  now,
  send,
  orderOf,
  says,
  isAbout,
  rings: talk,
  endWork,
} = callsAndCrew({ code: "TP-1", number: "05501119" });
const { card, over } = lines;
let room: TestRoom;
let taker: TestClient;
let desk: TestClient;
let crew: TestClient;
beforeAll(async () => {
  ({ room, taker, desk, crew } = await begin(stack));
});
afterAll(() => stack.disposeAsync());
let ringing: string | null = null;
const hangUp = async () => {
  if (ringing !== null) await over(ringing);
  ringing = null;
};
/** A call that goes on; one before it is over, since a call-taker speaks to one caller at a time. */
const rings = async () => {
  await hangUp();
  return (ringing = await talk());
};
afterEach(async () => {
  await hangUp();
  await endWork();
});

const joins = (callId: string, { interventionId }: InterventionCard) =>
  taker.must(calls.joinIntervention, { params: { callId }, body: { interventionId } });
/** A call whose caller tells of a weapon, joined to a case by mistake. */
async function armed(to: InterventionCard) {
  const callId = await rings();
  await isAbout(callId, "DGR");
  await says(callId, ...ARMED);
  await joins(callId, to);
  return callId;
}
const partingOf = async (callId: string) => (await card(callId)).parting;
const asked = async (callId: string, of: InterventionCard) => ({
  params: { callId },
  body: { reason: REASON, interventionId: of.interventionId, version: (await partingOf(callId))?.version ?? 0 },
});
const part = async (callId: string, of: InterventionCard) => taker.must(calls.part, await asked(callId, of));
const readAll = async () => {
  const { assignmentId = "", interventionId = "", toldSeq = 0 } = (await orderOf()) ?? {};
  const at = new Date().toISOString();
  await crew.must(dispatch.readDanger, { params: { assignmentId }, body: { seq: toldSeq, interventionId, at } });
};
const partedOf = async (of: InterventionCard) => (await now(of)).events.filter(({ kind }) => kind === "parted").map(({ data }) => data);

describe("a call that is taken out of the case that it joined by mistake", () => {
  it("takes along what it alone told: the desk sees it before the key, and the crew has to read it", async () => {
    const one = await open();
    await send(one);
    const callId = await armed(one);
    const grave = { priority: "P1", attributes: ["weapon"] };
    expect(await now(one)).toMatchObject(grave);
    expect(await partingOf(callId)).toEqual({
      reference: one.reference,
      version: (await now(one)).version,
      mustSplit: false,
      before: grave,
      after: { priority: one.priority, attributes: [] },
    });
    await readAll();
    const phone = await openScreen(crew);
    const left = await part(callId, one);
    expect(left).toMatchObject({ interventionId: null, interventionReference: null, parting: null, priority: "P1", state: "talking" });
    await phone.happens("intervention", ({ row }) => row.interventionId === one.interventionId && row.priority === one.priority);
    phone.socket.terminate();
    expect(await now(one)).toMatchObject({ state: "open", priority: one.priority, attributes: [] });
    expect(await partedOf(one)).toMatchObject([{ source: left.reference, reason: REASON, priority: one.priority, attributes: [] }]);
    const order = await orderOf();
    expect(order?.notes.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`^${left.reference}: .*${REASON}$`, "u"))]);
    expect(order?.notes[0]?.toRead).toBe(order?.toldSeq);
    expect(order?.toldSeq).toBeGreaterThan(order?.readSeq ?? 0);
    expect(left.events.at(-1)).toMatchObject({ kind: "call.parted", data: { reason: REASON, interventionId: one.interventionId } });
    const [entry] = (await logEntries(room, callId)).filter(({ type }) => type === "call.parted");
    expect(entry).toMatchObject({ outcome: "done", detail: { interventionId: one.interventionId, reason: REASON } });
    const { rows } = await desk.must(calls.list, { query: { interventionId: one.interventionId, size: 10 } });
    expect(rows).toEqual([]);
    // Nothing is lost: joined to its own case, it tells the same there, and more of it reaches that one alone.
    const own = await open();
    await joins(callId, own);
    expect(await now(own)).toMatchObject(grave);
    const { version } = await now(one);
    await isAbout(callId, "ACC");
    await says(callId, { questionId: "injured", answerId: "hurt" });
    expect((await now(one)).version).toBe(version);
  });

  it("leaves what another call told, and what the desk chose since", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await armed(one), await armed(one)];
    await part(first, one);
    expect(await now(one)).toMatchObject({ priority: "P1", attributes: ["weapon"] });
    await part(second, one);
    expect(await now(one)).toMatchObject({ priority: one.priority, attributes: [] });
    const third = await armed(other);
    const { version } = await now(other);
    await desk.must(interventions.prioritise, { ...params(other), body: { version, priority: "P1", reason: "رأيناه في الكاميرا" } });
    await part(third, other);
    expect(await now(other)).toMatchObject({ priority: "P1", attributes: [] });
  });

  it("has an entry on the card of the case also if it told no danger, and no crew has anything to read", async () => {
    const one = await open();
    await send(one);
    const callId = await rings();
    await joins(callId, one);
    const { version } = await now(one);
    await part(callId, one);
    expect(await now(one)).toMatchObject({ version: version + 1, priority: one.priority, attributes: [] });
    expect(await partedOf(one)).toMatchObject([{ reason: REASON }]);
    expect(await orderOf()).toMatchObject({ toldSeq: 0, notes: [] });
  });

  it("leaves the case into which its own was merged", async () => {
    const [one, target] = [await open(), await open()];
    const { version } = await now(one);
    await desk.must(interventions.merge, { ...params(one), body: { version, into: target.interventionId, moveAssignments: true } });
    const callId = await armed(target);
    expect(await partingOf(callId)).toMatchObject({ reference: target.reference });
    await part(callId, target);
    expect(await now(target)).toMatchObject({ priority: target.priority, attributes: [] });
  });

  it("is taken out once by two desks at once, and by none that saw an older version or another case", async () => {
    const one = await open();
    const callId = await armed(one);
    const both = await asked(callId, one);
    const codes = await Promise.all([taker.code(calls.part, both), desk.code(calls.part, both)]);
    expect(codes.toSorted()).toEqual(["call.not_in_intervention", "ok"]);
    expect(await partedOf(one)).toHaveLength(1);
    await joins(callId, one);
    const seen = await asked(callId, one);
    await desk.must(interventions.mark, { ...params(one), body: { version: (await now(one)).version, attributes: ["weapon", "minor"] } });
    expect(await taker.code(calls.part, seen)).toBe("intervention.changed_meanwhile");
    expect(await card(callId)).toMatchObject({ interventionId: one.interventionId });
    const other = await open();
    expect(await taker.code(calls.part, await asked(callId, other))).toBe("call.not_in_intervention");
    await part(callId, one);
    expect(await now(one)).toMatchObject({ attributes: ["minor"] });
  });

  it("is not taken out of a case that was made of it and merged: a split gives that back, with its danger", async () => {
    const target = await open();
    const callId = await rings();
    await isAbout(callId, "DGR");
    await says(callId, ...ARMED);
    const joining = { place: PLACES.SU1, subcategory: "OTH.DOM" as const, attributes: ["weapon" as const], joins: target.interventionId };
    const made = await taker.must(calls.makeIntervention, { params: { callId }, body: joining });
    expect(made).toMatchObject({ mergedInto: target.interventionId });
    expect(await partingOf(callId)).toMatchObject({ reference: target.reference, mustSplit: true });
    expect(await taker.code(calls.part, await asked(callId, made))).toBe("intervention.split_instead");
    expect(await now(target)).toMatchObject({ priority: "P1", attributes: ["weapon"] });
    const { version } = await now(made);
    await desk.must(interventions.split, { ...params(made), body: { version, reason: REASON, assignmentIds: [] } });
    expect(await now(target)).toMatchObject({ priority: target.priority, attributes: [] });
    expect(await card(callId)).toMatchObject({ interventionId: made.interventionId, parting: { mustSplit: false } });
  });

  it("is sent help at its own case, whatever it had sent to the other one", async () => {
    await crew.must(dispatch.report, { body: { positions: [{ at: new Date().toISOString(), ...PLACES.SU1 }] } });
    const one = await open();
    const callId = await rings();
    await joins(callId, one);
    const there = await taker.must(calls.sendHelp, { params: { callId }, body: {} });
    expect(there).toMatchObject({ reference: one.reference, isRepeated: false, sent: { unitCode: "TP-1" } });
    await part(callId, one);
    const own = await taker.must(calls.sendHelp, { params: { callId }, body: { place: PLACES.SU1, subcategory: "TRF.OBS" } });
    expect(own.reference).not.toBe(one.reference);
    // The only unit is bound to the other case: the desk hears that nobody is free.
    expect(own).toMatchObject({ sent: null, isRepeated: false });
  });
});
