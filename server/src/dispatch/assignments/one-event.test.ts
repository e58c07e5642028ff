import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

let room: TestRoom;
let desk: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "P-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

type Opening = Parameters<typeof desk.must<typeof interventions.open>>[1]["body"];
const open = (body: Partial<Opening> = {}): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER", ...body } });
const shots = (more: Partial<Opening> = {}) =>
  open({ origin: "call", subcategory: "OTH.WPN", attributes: ["weapon", "injury"], note: "إطلاق نار، جريحان", ...more });
const params = ({ interventionId }: { interventionId: string }) => ({ params: { interventionId } });
const now = (of: InterventionCard) => desk.must(interventions.card, params(of));
const merge = async (one: InterventionCard, into: InterventionCard, moveAssignments = false) =>
  desk.must(interventions.merge, {
    ...params(one),
    body: { version: (await now(one)).version, into: into.interventionId, moveAssignments },
  });
const send = (to: InterventionCard) => desk.must(dispatch.assign, { ...params(to), body: { unitId, anyway: true } });
const orderAt = async (of: InterventionCard) =>
  (await crew.must(dispatch.duty, {}))?.assignments.find(({ interventionId }) => interventionId === of.interventionId);
const report = (assignmentId: string, status: "accepted" | "on_scene" | "cleared", at?: number) =>
  crew.ask(dispatch.stamp, {
    params: { assignmentId },
    body: { status, ...(at === undefined ? {} : { at: new Date(at).toISOString() }) },
  });
/** The crew says that it read all of which it was told of the danger of a case. */
async function readAll(of: InterventionCard): Promise<void> {
  const { assignmentId = "", toldSeq: seq = 0, interventionId = "" } = (await orderAt(of)) ?? {};
  await crew.must(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId } });
}
const free = async (): Promise<void> => {
  for (const { assignmentId } of (await crew.must(dispatch.duty, {}))?.assignments ?? []) await report(assignmentId, "cleared");
};

describe("a case that is split off", () => {
  it("has the words and people that were written while it was merged, and so has the other; its crew reads them", async () => {
    const [one, other] = [await open(), await open()];
    await merge(one, other);
    await desk.must(interventions.note, { ...params(one), body: { text: "الجاني مسلح بسكين" } });
    await desk.must(interventions.notePerson, { ...params(one), body: { role: "suspect", certainty: "fact", description: "سترة حمراء" } });
    const { version } = await now(one);
    await desk.must(interventions.split, { ...params(one), body: { version, reason: "حدثان مختلفان" } });
    for (const card of [await now(one), await now(other)]) {
      expect(card.events.filter(({ kind }) => kind === "noted").map(({ data }) => data["text"])).toEqual(["الجاني مسلح بسكين"]);
      expect((await desk.must(interventions.people, params(card))).map(({ description }) => description)).toEqual(["سترة حمراء"]);
    }
    await send(one);
    expect((await orderAt(one))?.notes.map(({ text }) => text)).toEqual(["الجاني مسلح بسكين"]);
    await free();
  });

  it("leaves the danger of the other to those who see that one", async () => {
    const far = await room.as("dispatcher2");
    const one = await far.must(interventions.open, { body: { origin: "desk", place: PLACES.SU2, subcategory: "SUS.PER" } });
    const armed = await shots();
    const merged = { version: one.version, into: armed.interventionId };
    await (await room.as("dispatcher0")).must(interventions.merge, { ...params(one), body: merged });
    const { version } = await far.must(interventions.card, params(one));
    const keeps = { priority: "P4" as const, attributes: [], version: (await now(armed)).version };
    expect(await far.code(interventions.split, { ...params(one), body: { version, reason: "حدثان", keeps } })).toBe("object.not_found");
    expect(await now(armed)).toMatchObject({ priority: "P1", attributes: ["weapon", "injury"] });
  });

  it("does not take away danger that its author had not seen", async () => {
    const [one, target] = [await open(), await open()];
    await merge(one, target);
    const [seen, merged] = [await now(target), await now(one)];
    await desk.must(interventions.mark, { ...params(target), body: { version: seen.version, attributes: ["weapon"] } });
    const body = { version: merged.version, reason: "حدثان", keeps: { priority: seen.priority, attributes: [], version: seen.version } };
    expect(await desk.code(interventions.split, { ...params(one), body })).toBe("intervention.changed_meanwhile");
    expect(await now(target)).toMatchObject({ attributes: ["weapon"] });
    expect(await desk.code(interventions.split, { ...params(one), body: { version: merged.version, reason: "حدثان" } })).toBe("ok");
    expect(await now(target)).toMatchObject({ attributes: ["weapon"] });
  });

  it("takes no word from before it was merged, and those of a chain of merges once", async () => {
    const [one, middle, last] = [await open(), await open({ note: "كلام قبل الدمج" }), await open()];
    await desk.must(interventions.note, { ...params(last), body: { text: "قبل السلسلة" } });
    await merge(one, middle);
    await desk.must(interventions.note, { ...params(middle), body: { text: "في الأوسط" } });
    await desk.must(interventions.note, { ...params(last), body: { text: "عن الأخير وحده" } });
    await merge(middle, last);
    await desk.must(interventions.note, { ...params(one), body: { text: "عن الكل" } });
    await desk.must(interventions.split, { ...params(one), body: { version: (await now(one)).version, reason: "حدثان مختلفان" } });
    const notes = (await now(one)).events.filter(({ kind }) => kind === "noted");
    expect(notes.map(({ data }) => data["text"])).toEqual(["في الأوسط", "عن الكل"]);
  });
});

describe("a second caller who says more than the first", () => {
  it("makes the case that it joins as grave as it is, with its words, and stands in the queue of the most urgent", async () => {
    const target = await open();
    const joined = await shots({ joins: target.interventionId });
    await desk.must(interventions.notePerson, {
      ...params(joined),
      body: { role: "suspect", certainty: "fact", description: "قميص أحمر" },
    });
    const card = await now(target);
    expect(card).toMatchObject({ priority: "P1", attributes: ["weapon", "injury"], state: "open" });
    expect(card.events.at(-2)).toMatchObject({
      kind: "joined",
      data: { otherReference: joined.reference, brought: { priority: "P1", attributes: ["weapon", "injury"] } },
    });
    expect(card.merged).toMatchObject([{ reference: joined.reference, subcategory: "OTH.WPN", priority: "P1" }]);
    expect(JSON.stringify(card.merged)).toContain("جريحان");
    const people = await desk.must(interventions.people, params(target));
    expect(people.map(({ description }) => description)).toEqual(["قميص أحمر"]);
    const queue = await desk.must(interventions.list, { query: { state: "open", priority: "P1", size: 200 } });
    expect(queue.rows.map(({ interventionId }) => interventionId)).toContain(target.interventionId);
  });

  it("is told to the crew on its way within a second, which has to say that it read it; the desk sees whether it has", async () => {
    const target = await open();
    await send(target);
    const phone = await openScreen(crew);
    const before = await orderAt(target);
    expect(before).toMatchObject({ attributes: [], toldSeq: 0, unreadSince: null });
    const begun = Date.now();
    await shots({ joins: target.interventionId });
    await phone.happens("intervention", ({ row }) => row.interventionId === target.interventionId && row.priority === "P1");
    // Usually 100 ms, and 500 ms on a busy machine.
    expect(Date.now() - begun).toBeLessThan(5_000);
    phone.socket.terminate();
    const told = await orderAt(target);
    expect(told).toMatchObject({ priority: "P1", attributes: ["weapon", "injury"], joined: [{ subcategory: "OTH.WPN" }] });
    expect(told?.notes).toMatchObject([{ text: "إطلاق نار، جريحان", from: told?.joined[0]?.reference }]);
    expect(told?.unreadSince).not.toBeNull();
    expect((await now(target)).units[0]?.unreadSince).not.toBeNull();
    const read = {
      params: { assignmentId: told?.assignmentId ?? "" },
      body: { seq: told?.toldSeq ?? 0, interventionId: target.interventionId },
    };
    await crew.must(dispatch.readDanger, read);
    expect((await now(target)).units[0]).toMatchObject({ unreadSince: null, readAt: expect.any(String) });
    // A mark after it is told anew, and what was read before does not cover it.
    const { version, attributes } = await now(target);
    await desk.must(interventions.mark, { ...params(target), body: { version, attributes: [...attributes, "minor"] } });
    expect((await orderAt(target))?.unreadSince).not.toBeNull();
    await crew.must(dispatch.readDanger, read);
    expect((await orderAt(target))?.unreadSince).not.toBeNull();
    expect(await (await room.as("patrol2")).code(dispatch.readDanger, read)).toBe("object.not_found");
    await free();
  });

  it("is not lost where the other way round is merged, chain by chain, and each gets its own back", async () => {
    const [a, b, c] = [await shots(), await open(), await open({ subcategory: "TRF.OBS" })];
    await merge(a, b);
    await merge(b, c);
    expect(await now(c)).toMatchObject({ priority: "P1", attributes: ["weapon", "injury"] });
    expect((await now(c)).merged.map(({ reference, into }) => [reference, into])).toEqual([
      [a.reference, b.interventionId],
      [b.reference, c.interventionId],
    ]);
    // A word on the first goes to the one that stays.
    await desk.must(interventions.note, { ...params(a), body: { text: "له سكين" } });
    expect((await now(c)).events.at(-1)).toMatchObject({ kind: "noted", data: { text: "له سكين" } });
    const split = async (one: InterventionCard) =>
      desk.must(interventions.split, { ...params(one), body: { version: (await now(one)).version, reason: "حدثان" } });
    await split(b);
    expect(await now(c)).toMatchObject({ priority: c.priority, attributes: [], merged: [] });
    expect(await now(b)).toMatchObject({ state: "open", priority: "P1", attributes: ["weapon", "injury"] });
    await split(a);
    expect(await now(b)).toMatchObject({ state: "open", priority: "P3", attributes: [] });
    expect(await now(a)).toMatchObject({ state: "open", priority: "P1", attributes: ["weapon", "injury"] });
  });

  it("splits with the facts and the crew that a person names for each", async () => {
    const [one, target] = [await shots(), await open()];
    await send(one);
    await merge(one, target, true);
    const [bound] = (await now(target)).units;
    expect(bound).toMatchObject({ movedFrom: one.interventionId });
    expect(bound?.unreadSince).not.toBeNull();
    // A crew without a link read the danger of the one from which it was moved: of the one to which it was moved it read nothing.
    const read = { params: { assignmentId: bound?.assignmentId ?? "" }, body: { seq: 50, interventionId: one.interventionId } };
    expect((await crew.must(dispatch.readDanger, read)).unreadSince).not.toBeNull();
    const { version } = await now(one);
    await desk.must(interventions.split, {
      ...params(one),
      body: {
        version,
        reason: "حدثان",
        takes: { priority: "P2", attributes: ["injury"] },
        keeps: { priority: "P1", attributes: ["weapon"], version: (await now(target)).version },
        assignmentIds: [bound?.assignmentId ?? ""],
      },
    });
    expect(await now(one)).toMatchObject({ state: "open", priority: "P2", attributes: ["injury"], units: [{ state: "assigned" }] });
    expect(await now(target)).toMatchObject({ priority: "P1", attributes: ["weapon"], units: [] });
    await free();
  });
});

describe("a crew whose case is merged into another, and that into a third", () => {
  const split = async (one: InterventionCard, assignmentId: string) => {
    const body = { version: (await now(one)).version, reason: "حدثان", assignmentIds: [assignmentId] };
    await desk.must(interventions.split, { ...params(one), body });
  };
  const origin = async (of: InterventionCard) => (await now(of)).units.map(({ movedFrom }) => movedFrom);
  const toRead = async (of: InterventionCard) =>
    (await orderAt(of))?.notes.flatMap(({ text, toRead: upTo }) => (upTo === null ? [] : [text])).toSorted();

  it("stays known as sent to the first, along the chain and back", async () => {
    const [deep, middle, last] = [await open(), await open(), await open()];
    await send(deep);
    const { assignmentId = "" } = (await orderAt(deep)) ?? {};
    await merge(deep, middle, true);
    await merge(middle, last, true);
    expect(await origin(last)).toEqual([deep.interventionId]);
    await split(middle, assignmentId);
    expect(await origin(middle)).toEqual([deep.interventionId]);
    await split(deep, assignmentId);
    expect((await now(deep)).units).toHaveLength(1);
    await free();
  });

  it("reads what it had not on each of them, and its own words of before no second time", async () => {
    const [deep, middle, last] = [await open({ note: "أول" }), await open({ note: "أوسط" }), await open({ note: "أخير" })];
    await send(deep);
    await merge(deep, middle, true);
    expect(await toRead(middle)).toEqual(["أوسط"]);
    await merge(middle, last, true);
    expect(await toRead(last)).toEqual(["أخير"]);
    await free();
  });

  it("belongs to the second if the first was split off without it", async () => {
    const [deep, middle, last] = [await open(), await open(), await open()];
    await send(deep);
    await merge(deep, middle, true);
    await desk.must(interventions.split, { ...params(deep), body: { version: (await now(deep)).version, reason: "حدثان" } });
    await merge(middle, last, true);
    expect(await origin(last)).toEqual([middle.interventionId]);
    await free();
  });
});

describe("an outcome that a crew pressed before it read what a second caller said", () => {
  const finish = (assignmentId: string, at: number) =>
    crew.must(dispatch.finish, {
      params: { assignmentId },
      body: { disposition: "10", outcome: "لم نجد أحدا", at: new Date(at).toISOString() },
    });
  const onScene = async (): Promise<readonly [InterventionCard, string]> => {
    const target = await open();
    const { assignmentId } = await send(target);
    await report(assignmentId, "on_scene");
    return [target, assignmentId];
  };

  it("closes nothing: the case stays open and most urgent, with the words as a note", async () => {
    const [target, assignmentId] = await onScene();
    const pressed = Date.now();
    await shots({ joins: target.interventionId });
    expect(await finish(assignmentId, pressed)).toMatchObject({ closed: false, duty: { assignments: [] } });
    const card = await now(target);
    expect(card).toMatchObject({ state: "open", priority: "P1" });
    expect(card.events.at(-1)).toMatchObject({ kind: "noted", data: { text: "لم نجد أحدا" } });
  });

  it("closes the case once the crew has read it first", async () => {
    const [target, assignmentId] = await onScene();
    await shots({ joins: target.interventionId });
    await readAll(target);
    expect(await finish(assignmentId, Date.now())).toMatchObject({ closed: true });
    expect(await now(target)).toMatchObject({ state: "closed", priority: "P1" });
  });

  it("closes nothing either where the caller was joined after the desk had freed the crew by radio", async () => {
    const [target, assignmentId] = await onScene();
    await desk.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
    await shots({ joins: target.interventionId });
    expect(await finish(assignmentId, Date.now())).toMatchObject({ closed: false });
    expect(await now(target)).toMatchObject({ state: "open", priority: "P1" });
  });

  it("closes nothing where the crew took the case upon itself by radio, and it became graver before its phone had a link", async () => {
    const target = await open();
    const heard = Date.now();
    await shots({ joins: target.interventionId });
    const body = { reference: target.reference, at: new Date(heard).toISOString() };
    const taken = await crew.must(dispatch.takeUp, { body });
    expect(taken).toMatchObject({ priority: "P1", unreadSince: expect.any(String) });
    expect(await finish(taken.assignmentId, heard + 1)).toMatchObject({ closed: false });
    expect(await now(target)).toMatchObject({ state: "open", priority: "P1" });
  });
});

describe("what a crew says of itself", () => {
  it("is true also where the desk cancelled before it arrived: it was there, and the case is open again", async () => {
    const card = await open();
    const { assignmentId } = await send(card);
    const arrived = Date.now();
    const { version } = await now(card);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await desk.must(interventions.cancel, { ...params(card), body: { version, reason: "لا شيء" } });
    expect(await report(assignmentId, "on_scene", arrived)).toMatchObject({ value: { state: "on_scene" } });
    const again = await now(card);
    expect(again).toMatchObject({ state: "open", units: [{ state: "on_scene" }] });
    expect(again.events.map(({ kind }) => kind).slice(-2)).toEqual(["crew_reported", "reopened"]);
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين", at: new Date(arrived).toISOString() } });
    const done = await crew.must(dispatch.finish, { params: { assignmentId }, body: { disposition: "10", outcome: "أُوقف" } });
    expect(done.closed).toBe(true);
  });

  it("is kept where it came after the cancellation: nothing of it is refused, and the case stays cancelled", async () => {
    const card = await open();
    const { assignmentId } = await send(card);
    const { version } = await now(card);
    await desk.must(interventions.cancel, { ...params(card), body: { version, reason: "لا شيء" } });
    expect(codeOf(await report(assignmentId, "on_scene"))).toBe("ok");
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين" } });
    const finished = { params: { assignmentId }, body: { disposition: "10" as const, outcome: "لم نجد أحدا" } };
    expect(await crew.must(dispatch.finish, finished)).toMatchObject({ closed: false });
    const kept = await now(card);
    expect(kept.state).toBe("cancelled");
    expect(kept.events.map(({ kind }) => kind).slice(2)).toEqual(["crew_reported", "noted", "crew_reported", "noted"]);
  });

  it("goes to the one that stays where its case was merged away from it", async () => {
    const [one, target] = [await open(), await open()];
    const { assignmentId } = await send(one);
    await send(target);
    await merge(one, target, true);
    expect(await report(assignmentId, "on_scene")).toMatchObject({ value: { interventionId: target.interventionId, state: "on_scene" } });
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين" } });
    expect((await now(target)).events.at(-1)).toMatchObject({ kind: "noted", data: { text: "عنده سكين" } });
    await readAll(target);
    const finished = { params: { assignmentId }, body: { disposition: "10" as const, outcome: "أُوقف" } };
    expect(await crew.must(dispatch.finish, finished)).toMatchObject({ closed: true });
    expect(await now(target)).toMatchObject({ state: "closed", outcome: "أُوقف" });
  });

  it("puts it on scene at one place: the other waits for it, with the time of its first arrival", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await send(one), await send(other)];
    await report(first.assignmentId, "on_scene");
    await report(second.assignmentId, "on_scene");
    expect((await now(one)).units).toMatchObject([{ state: "accepted", onSceneAt: expect.any(String) }]);
    expect((await now(other)).units).toMatchObject([{ state: "on_scene" }]);
    const { onSceneAt } = (await now(one)).units[0] ?? {};
    const met = await crew.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: new Date().toISOString() } });
    expect((await now(other)).units).toMatchObject([{ state: "accepted" }]);
    await report(met.assignmentId, "cleared");
    await report(first.assignmentId, "on_scene");
    expect((await now(one)).units).toMatchObject([{ state: "on_scene", onSceneAt }]);
    await free();
  });
});

it("writes the events of a card in the order in which the lock was given, with times that never go back", async () => {
  const card = await open();
  const texts = Array.from({ length: 24 }, (_none, nth) => `ملاحظة ${nth}`);
  await Promise.all(texts.map((text) => desk.must(interventions.note, { ...params(card), body: { text } })));
  const times = (await now(card)).events.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

it("refuses a channel of another origin, and rewrites none", async () => {
  const ask = (origin: "call" | "patrol" | "desk", channel: "RADIO" | "L17" | "L1548" | "WALKIN") =>
    desk.ask(interventions.open, { body: { origin, channel, place: PLACES.SU1 } });
  expect(codeOf(await ask("call", "RADIO"))).toBe("intervention.channel_of_other_origin");
  expect(codeOf(await ask("desk", "L17"))).toBe("intervention.channel_of_other_origin");
  expect(await ask("call", "L1548")).toMatchObject({ value: { origin: "call", channel: "L1548" } });
  expect(await ask("patrol", "RADIO")).toMatchObject({ value: { origin: "patrol", channel: "RADIO" } });
});
