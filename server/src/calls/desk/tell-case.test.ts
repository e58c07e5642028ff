import { calls } from "@amaliyat/contract/calls";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { until } from "../../testing/calls-desk.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, type TestRoom } from "../../testing/test-room.ts";
import { callsAndCrew } from "../testing/calls-and-crew.ts";
import { lockCall } from "../rows/calls-queries.ts";

const HURT = { questionId: "injured", answerId: "hurt" };
const HURT_WORDS = "نعم، جرحى";
const ACCIDENT = "التبليغ عن حادث مرور";
const stack = new AsyncDisposableStack();
const { lines, begin, open, params, now, send, orderOf, says, isAbout, rings, endWork } = callsAndCrew({
  code: "TC-1",
  number: "05501117",
});
const { network, card, over } = lines;
let room: TestRoom;
let taker: TestClient;
let desk: TestClient;
beforeAll(async () => {
  ({ room, taker, desk } = await begin(stack));
});
afterAll(() => stack.disposeAsync());

const textsOf = async () => (await orderOf())?.notes.map(({ text }) => text).toReversed() ?? [];
const joins = (callId: string, { interventionId }: InterventionCard) =>
  taker.ask(calls.joinIntervention, { params: { callId }, body: { interventionId } });
afterEach(endWork);

describe("danger that a caller tells after the call joined an intervention", () => {
  it("raises it and is told to its crew with all that the caller answered, as if the call joined then", async () => {
    const one = await open();
    await send(one);
    const callId = await rings();
    expect(await joins(callId, one)).toMatchObject({ ok: true });
    await isAbout(callId, "ACC");
    expect(await orderOf()).toMatchObject({ toldSeq: 0, notes: [] });
    await says(callId, HURT);
    const { reference } = await card(callId);
    expect(await now(one)).toMatchObject({ priority: "P1" });
    expect((await orderOf())?.unreadSince).not.toBeNull();
    expect(await textsOf()).toEqual([expect.stringMatching(new RegExp(`^${reference}: ${ACCIDENT}\\. .*${HURT_WORDS}$`))]);
    const { toldSeq } = (await orderOf()) ?? {};
    // The next answer is news by itself, and one that adds nothing is none.
    await says(callId, { questionId: "trapped", answerId: "yes" });
    expect((await orderOf())?.toldSeq).toBeGreaterThan(toldSeq ?? 0);
    expect((await textsOf()).length).toBe(2);
    expect((await textsOf())[1]).not.toContain(ACCIDENT);
    await isAbout(callId, "DGR");
    expect((await textsOf())[2]).toContain("حالة خطر");
    await isAbout(callId, "NUI");
    expect(await textsOf()).toHaveLength(3);
    await over(callId);
  });

  it("is told once: an answer that the question has already changes nothing, also an earlier one", async () => {
    const one = await open();
    await send(one);
    const callId = await rings();
    await joins(callId, one);
    await isAbout(callId, "ACC");
    await says(callId, HURT, { questionId: "trapped", answerId: "yes" });
    const [before, order, { interview }] = [await now(one), await orderOf(), await card(callId)];
    await Promise.all([says(callId, { questionId: "trapped", answerId: "yes" }), says(callId, { questionId: "trapped", answerId: "yes" })]);
    await says(callId, HURT);
    expect((await card(callId)).interview).toEqual(interview);
    expect((await now(one)).version).toBe(before.version);
    expect((await orderOf())?.toldSeq).toBe(order?.toldSeq);
    await over(callId);
  });

  it("raises the one that was made of the call, and the one into which that was merged", async () => {
    const callId = await rings();
    const made = await taker.must(calls.makeIntervention, { params: { callId }, body: { place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const target = await open();
    const body = { version: made.version, into: target.interventionId, moveAssignments: true };
    await desk.must(interventions.merge, { ...params(made), body });
    await send(target);
    await isAbout(callId, "ACC");
    await says(callId, HURT);
    expect(await now(target)).toMatchObject({ priority: "P1" });
    expect((await textsOf())[0]).toContain(HURT_WORDS);
    await over(callId);
  });

  it("is kept on the call if the intervention has ended, which stays as it is", async () => {
    const one = await open();
    const callId = await rings();
    await joins(callId, one);
    await desk.must(interventions.cancel, { ...params(one), body: { version: one.version, reason: "خطأ في العنوان" } });
    await isAbout(callId, "ACC");
    await says(callId, HURT);
    expect(await card(callId)).toMatchObject({ priority: "P1" });
    expect(await now(one)).toMatchObject({ state: "cancelled", priority: one.priority });
    await over(callId);
  });

  it("is heard by keys of one who cannot speak, once, and no answer makes that call calm again", async () => {
    await mkdir(join(room.data, "announcements"), { recursive: true });
    await writeFile(join(room.data, "announcements", "keys-ar.wav"), "what is said");
    const one = await open();
    await send(one);
    const callId = await rings();
    await joins(callId, one);
    await taker.must(calls.askByKeys, { params: { callId } });
    for (const at of [Date.now(), Date.now()]) network.say({ kind: "digit", callId, digit: "5", at });
    await until(async () => (await now(one)).priority === "P1");
    expect(await textsOf()).toEqual([`${(await card(callId)).reference}: المتصل لا يستطيع الكلام`]);
    expect((await orderOf())?.unreadSince).not.toBeNull();
    await isAbout(callId, "ACC");
    await says(callId, { questionId: "injured", answerId: "no" });
    expect(await card(callId)).toMatchObject({ priority: "P1" });
    await over(callId);
  });
});

describe("a call that says danger and joins", () => {
  const danger = async () => {
    const callId = await rings();
    await isAbout(callId, "ACC");
    await says(callId, HURT);
    return callId;
  };

  it("is told to the crew with its words, also if the intervention is most urgent already; one of no danger is not", async () => {
    const one = await open({ priority: "P1" });
    await send(one);
    const calm = await rings();
    expect(await joins(calm, one)).toMatchObject({ ok: true });
    expect(await orderOf()).toMatchObject({ toldSeq: 0, notes: [] });
    await over(calm);
    const callId = await danger();
    expect(await joins(callId, one)).toMatchObject({ ok: true });
    expect((await textsOf())[0]).toContain(HURT_WORDS);
    expect((await orderOf())?.unreadSince).not.toBeNull();
    await over(callId);
  });

  it("is told by its words where an intervention is made of it and merged at once", async () => {
    const one = await open();
    await send(one);
    const callId = await danger();
    const body = { place: PLACES.SU1, joins: one.interventionId };
    expect(await taker.must(calls.makeIntervention, { params: { callId }, body })).toMatchObject({ state: "merged" });
    expect((await textsOf()).join()).toContain(HURT_WORDS);
    await over(callId);
  });

  it.each(["merge", "cancel"] as const)("is not lost if the desk acts in that moment (%s)", async (how) => {
    const [one, target] = [await open(), await open()];
    const callId = await danger();
    const { db } = room.database;
    const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    const [joined] = await transaction(db, SYSTEM, async (tx) => {
      await lockCall(tx, callId);
      const asked = joins(callId, one);
      await expect.poll(async () => (await db.pool.query(waits)).rowCount, { timeout: 10_000 }).toBeGreaterThan(0);
      const { version } = one;
      await (how === "merge"
        ? desk.must(interventions.merge, { ...params(one), body: { version, into: target.interventionId, moveAssignments: true } })
        : desk.must(interventions.cancel, { ...params(one), body: { version, reason: "خطأ في العنوان" } }));
      return [asked] as const;
    });
    const done = await joined;
    if (how === "merge") {
      // The call belongs to the one that was named, which is merged; the one that stays hears it.
      expect(done).toMatchObject({ ok: true, value: { interventionId: one.interventionId } });
      expect(await now(one)).toMatchObject({ mergedInto: target.interventionId });
      expect(await now(target)).toMatchObject({ priority: "P1" });
    } else {
      expect(done).toMatchObject({ ok: false, error: { code: "call.intervention_over" } });
      expect(await card(callId)).toMatchObject({ interventionId: null });
    }
    await over(callId);
  });
});
