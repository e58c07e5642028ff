import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

let room: TestRoom;
let patrol: TestClient;
let dispatcher: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [patrol, dispatcher] = [await room.as("patrol"), await room.as("dispatcher")];
  unitId = (await makeUnit(room, "SU1", "P-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const card = (interventionId: string) => dispatcher.must(interventions.card, { params: { interventionId } });
const at = () => new Date().toISOString();
/** «Road cleared». */
const CLEARED = "10" as const;

describe("what a crew meets", () => {
  it("is opened with the crew on scene; said how it ended, it is closed and the crew is free", async () => {
    const order = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", note: "شجرة", at: at() } });
    expect(order).toMatchObject({ state: "on_scene", subcategory: "TRF.OBS", notes: [{ text: "شجرة" }] });
    expect(await card(order.interventionId)).toMatchObject({ state: "open", origin: "patrol", units: [{ state: "on_scene" }] });
    const body = { disposition: CLEARED, outcome: "أزيلت" };
    const done = await patrol.must(dispatch.finish, { params: { assignmentId: order.assignmentId }, body });
    expect(done).toMatchObject({ closed: true, duty: { assignments: [] } });
    expect(await card(order.interventionId)).toMatchObject({ state: "closed", outcome: "أزيلت" });
  });

  it("stands with the time at which it was met, however late it arrives; a clock that is wrong by more than a shift is not believed", async () => {
    const flag = (said: number) =>
      patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: new Date(said).toISOString() } });
    const clear = async (assignmentId: string, said: number) =>
      patrol.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared", at: new Date(said).toISOString() } });
    const met = Date.now() - 3_600_000;
    const order = await flag(met);
    expect([order.openedAt, order.onSceneAt].map((each) => Date.parse(each ?? ""))).toEqual([met, met]);
    expect(Date.parse((await clear(order.assignmentId, met + 60_000)).clearedAt ?? "")).toBe(met + 60_000);
    const wrong = await flag(Date.parse("2020-01-01T00:00:00Z"));
    expect(Date.now() - Date.parse(wrong.onSceneAt ?? "")).toBeLessThan(60_000);
    await clear(wrong.assignmentId, Date.now());

    const opened = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const heard = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const body = { reference: opened.reference, at: new Date(heard).toISOString() };
    const taken = await patrol.must(dispatch.takeUp, { body });
    expect(Date.parse(taken.acceptedAt ?? "")).toBe(heard);
    await clear(taken.assignmentId, Date.now());
  });

  it("stays open while other crews go on, with the words as a note", async () => {
    const order = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: at() } });
    const supervisor = await room.as("supervisor");
    const { unitId: other } = await supervisor.must(dispatch.createUnit, { body: { code: "P-2", kind: "car", sectorId: "SU1" } });
    await dispatcher.must(dispatch.assign, { params: { interventionId: order.interventionId }, body: { unitId: other } });
    const body = { disposition: CLEARED, outcome: "نترك المكان للدورية الثانية" };
    expect(await patrol.must(dispatch.finish, { params: { assignmentId: order.assignmentId }, body })).toMatchObject({ closed: false });
    const left = await card(order.interventionId);
    expect(left.state).toBe("open");
    expect(left.events.at(-1)).toMatchObject({ kind: "noted", data: { text: body.outcome } });
  });

  it("is taken up by its reference, once", async () => {
    const opened = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const order = await patrol.must(dispatch.takeUp, { body: { reference: opened.reference } });
    expect(order).toMatchObject({ interventionId: opened.interventionId, state: "accepted" });
    expect(await patrol.must(dispatch.takeUp, { body: { reference: opened.reference } })).toMatchObject({
      assignmentId: order.assignmentId,
      state: "accepted",
    });
    expect(codeOf(await patrol.ask(dispatch.takeUp, { body: { reference: "2026-999999" } }))).toBe("object.not_found");
    const stamped = new Date(Date.now() - 60_000).toISOString();
    const done = await patrol.must(dispatch.stamp, {
      params: { assignmentId: order.assignmentId },
      body: { status: "cleared", at: stamped },
    });
    expect(Date.parse(done.clearedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(done.acceptedAt ?? ""));
  });
});

describe("what a crew says of itself and of its work", () => {
  it("is its vehicle and its people, for its own unit", async () => {
    const unit = await patrol.must(dispatch.crew, { body: { vehicle: "00123-16", crew: ["ع. قادري", "م. زروقي"] } });
    expect(unit).toMatchObject({ unitId, vehicle: "00123-16", crew: ["ع. قادري", "م. زروقي"] });
    expect(codeOf(await (await room.as("patrol2")).ask(dispatch.crew, { body: { vehicle: null, crew: [] } }))).toBe("object.not_found");
  });

  it("is that all is well, from when it said so: what waited for a link says nothing of now", async () => {
    const order = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: at() } });
    const say = (said: string) => patrol.must(dispatch.hear, { params: { unitId }, body: { at: said } });
    const now = await say(at());
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect((await say(hourAgo)).checkInDue).toBe(now.checkInDue);
    const ahead = await say(new Date(Date.now() + 3_600_000).toISOString());
    expect(Date.parse(ahead.checkInDue ?? "")).toBeLessThanOrEqual(Date.now() + 15 * 60_000);
    await patrol.must(dispatch.stamp, { params: { assignmentId: order.assignmentId }, body: { status: "cleared" } });
  });

  it("is a note, also after it has left; never on another crew's work", async () => {
    const order = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: at() } });
    const params = { assignmentId: order.assignmentId };
    await patrol.must(dispatch.note, { params, body: { text: "شاحنة متوقفة" } });
    await patrol.must(dispatch.stamp, { params, body: { status: "cleared" } });
    await patrol.must(dispatch.note, { params, body: { text: "بقي الزجاج" } });
    const texts = (await card(order.interventionId)).events.flatMap((event) => (event.kind === "noted" ? [event.data["text"]] : []));
    expect(texts).toEqual(["شاحنة متوقفة", "بقي الزجاج"]);
    expect(codeOf(await (await room.as("patrol2")).ask(dispatch.note, { params, body: { text: "غريب" } }))).toBe("object.not_found");
  });
});

describe("a request that is sent again", () => {
  const flag = (once: string, note: string) =>
    patrol.ask(dispatch.flagDown, { body: { place: PLACES.SU1, note, subcategory: "TRF.OBS", at: "2026-01-01T00:00:00.000Z" }, once });
  const count = async () => {
    const { rows } = await room.database.db.pool.query<{ n: number }>("select count(*)::int as n from intervention");
    return rows[0]?.n ?? 0;
  };

  it("is carried out once and answered alike, also when both are at work at once", async () => {
    const before = await count();
    const key = randomUUID();
    const answers = [...(await Promise.all([flag(key, "أ"), flag(key, "أ"), flag(key, "أ")])), await flag(key, "أ")];
    expect(await count()).toBe(before + 1);
    const references = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.reference] : [])));
    expect(references.size).toBe(1);
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("request.done_before");
    expect((await flag(key, "أ")).ok).toBe(true);
  });

  it("that ends an assignment is logged once, also when several tries arrive together after a cut", async () => {
    const order = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: at() } });
    const asked = { disposition: CLEARED, outcome: "أزيلت", at: at() };
    const key = randomUUID();
    const again = () => patrol.ask(dispatch.finish, { params: { assignmentId: order.assignmentId }, body: asked, once: key });
    await Promise.all([again(), again(), again(), again()]);
    expect(await again()).toMatchObject({ ok: true, value: { closed: true } });
    const { rows } = await room.database.db.pool.query<{ n: number }>(
      "select count(*)::int as n from log_entry where type = 'assignment.stamped' and outcome = 'done' and subject_id = $1",
      [order.assignmentId],
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect((await card(order.interventionId)).events.filter(({ kind }) => kind === "closed")).toHaveLength(1);
  });

  it("under a key that stood for something else, or that is none, is refused", async () => {
    const key = randomUUID();
    await flag(key, "أ");
    expect(codeOf(await flag(key, "ب"))).toBe("request.key_reused");
    expect(codeOf(await flag("short", "أ"))).toBe("request.invalid");
  });

  it("is judged anew where it was refused: that had no effect", async () => {
    const opened = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const key = randomUUID();
    const takeUp = () => patrol.ask(dispatch.takeUp, { body: { reference: opened.reference }, once: key });
    const params = { interventionId: opened.interventionId };
    const body = { version: opened.version, reason: "خطأ" };
    const cancelled = await dispatcher.must(interventions.cancel, { params, body });
    expect(codeOf(await takeUp())).toBe("assignment.intervention_not_open");
    await dispatcher.must(interventions.reopen, { params, body: { version: cancelled.version, reason: "صحيح" } });
    expect((await takeUp()).ok).toBe(true);
  });

  it("that was cut off between its effect and its answer says that it was done", async () => {
    const key = randomUUID();
    await flag(key, "أ");
    await room.database.db.pool.query("update request_once set reply_sealed = null where key = $1", [key]);
    expect(codeOf(await flag(key, "أ"))).toBe("request.done_before");
  });
});
