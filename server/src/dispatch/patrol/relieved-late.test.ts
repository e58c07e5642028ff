import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos, type InterventionCard } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { putPerson } from "../../testing/people.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { JPEG } from "../../testing/things/drawings.ts";
import { makeUnit } from "../../testing/things/things.ts";

const HOUR = 3_600_000;
let room: TestRoom;
let desk: TestClient;
let chief: TestClient;
/** The account of the unit: it is relieved, and its phone has no link until then. */
let first: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, chief, first] = [await room.as("dispatcher"), await room.as("supervisor"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "LR-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const iso = (at: number) => new Date(at).toISOString();
const open = (): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
type Named = { readonly interventionId: string };
const params = ({ interventionId }: Named) => ({ params: { interventionId } });
const now = (of: Named) => desk.must(interventions.card, params(of));
const notesOn = async (of: Named) => (await now(of)).events.flatMap(({ kind, data }) => (kind === "noted" ? [data["text"]] : []));
const reportsOn = async (of: Named) =>
  (await now(of)).events.flatMap(({ kind, data }) => (kind === "crew_reported" ? [[data["step"], data["actedAt"]]] : []));
type Status = "accepted" | "en_route" | "on_scene" | "cleared" | "refused";
const stamp = (by: TestClient, assignmentId: string, status: Status, at = Date.now()) =>
  by.code(dispatch.stamp, {
    params: { assignmentId },
    body: { status, at: iso(at), ...(status === "refused" ? { reason: "عطل في المركبة" } : {}) },
  });
const finish = (by: TestClient, assignmentId: string, at: number) =>
  by.must(dispatch.finish, { params: { assignmentId }, body: { disposition: "10", outcome: "لم نجد شيئا هناك", at: iso(at) } });
const orderOf = async (by: TestClient) => (await by.must(dispatch.duty, {}))?.assignments[0];

/** A moment that lies between what was done before and what is done after. */
async function moment(): Promise<number> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  await pause();
  const at = Date.now();
  await pause();
  return at;
}

let made = 0;
const seats: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const leave of seats.splice(0)) await leave();
  for (const { assignmentId } of (await first.must(dispatch.duty, {}))?.assignments ?? []) await stamp(first, assignmentId, "cleared");
});
/** Seats another officer in a unit from now on. */
async function relieve(unit = unitId) {
  made += 1;
  const username = `reliever${made}`;
  const { userId } = await putPerson(room, { username, role: "patrol" });
  const seat = { kind: "crew" as const, unitId: unit, vehicle: `V-${unit.slice(0, 4)}` };
  const at = Date.now();
  const { lineId } = await chief.must(shifts.seat, { body: { sectorId: "SU1", userId, seat, from: iso(at), to: iso(at + HOUR) } });
  await moment();
  const client = await signedIn(room.url, username, PASSWORD);
  const leave = () => chief.ask(shifts.endSeat, { params: { lineId } });
  seats.push(leave);
  return { client, leave };
}

/** A case to which the unit was sent, and a moment before its crew was relieved. */
async function sentThenRelieved() {
  const one = await open();
  const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
  const acted = await moment();
  const { client, leave } = await relieve();
  return { one, assignmentId, acted, reliever: client, leave };
}

describe("a danger of which a crew was told before it was relieved", () => {
  /** A case that became graver before the relief. */
  async function toldThenRelieved() {
    const one = await open();
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    const { interventionId } = one;
    const seq = (await orderOf(first))?.toldSeq ?? 0;
    const read = (by: TestClient, at = Date.now()) =>
      by.must(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId, at: iso(at) } });
    const unreadSince = async () => (await now(one)).units[0]?.unreadSince ?? null;
    const unreadOnCard = async () => (await unreadSince()) !== null;
    return { one, unreadSince, assignmentId, seq, read, unreadOnCard };
  }

  it("is unread again for its reliever, whatever the relieved crew read, before or after", async () => {
    const { seq, read, unreadOnCard, assignmentId } = await toldThenRelieved();
    await read(first);
    expect([(await orderOf(first))?.readSeq, await unreadOnCard()]).toEqual([seq, false]);
    const acted = await moment();
    const { client, leave } = await relieve();
    expect(await orderOf(client)).toMatchObject({ toldSeq: seq, readSeq: 0 });
    expect(await unreadOnCard()).toBe(true);
    await read(first, acted);
    expect((await orderOf(client))?.readSeq).toBe(0);
    // The outcome of those who did not read it closes nothing.
    await stamp(client, assignmentId, "on_scene");
    expect(await finish(client, assignmentId, Date.now())).toMatchObject({ closed: false });
    await leave();
  });

  it("is read once one of those who sit there read it, also before the relief", async () => {
    const { seq, read, unreadOnCard } = await toldThenRelieved();
    const reliever = await relieve();
    const other = await relieve();
    await read(other.client);
    expect([(await orderOf(reliever.client))?.readSeq, await unreadOnCard()]).toEqual([seq, false]);
    await reliever.leave();
    expect((await orderOf(other.client))?.readSeq).toBe(seq);
    await other.leave();
    expect([(await orderOf(first))?.readSeq, await unreadOnCard()]).toEqual([0, true]);
  });

  it("is unread since the same moment for the reliever, whatever the relieved crew reads late and is told after", async () => {
    const { one, read, unreadSince } = await toldThenRelieved();
    const acted = await moment();
    await relieve();
    const before = await unreadSince();
    await read(first, acted);
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon", "injury"] } });
    expect([typeof before, await unreadSince()]).toEqual(["string", before]);
  });

  it("was read by the relieved crew whose outcome comes late: it closes the case once that crew sits there again", async () => {
    const { read, assignmentId } = await toldThenRelieved();
    await read(first);
    const acted = await moment();
    const { leave } = await relieve();
    await leave();
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: true });
  });
});

describe("a note that a crew wrote before it was relieved", () => {
  const GUN = "معه مسدس";
  const write = (by: TestClient, assignmentId: string, text: string, at = Date.now()) =>
    by.must(dispatch.note, { params: { assignmentId }, body: { text, at: iso(at) } });
  const sent = async () => {
    const one = await open();
    return { one, ...(await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } })) };
  };
  /** Words that an order has its reader read. */
  async function unreadOf(by: TestClient) {
    const { notes = [], toldSeq = 0, readSeq = 0 } = (await orderOf(by)) ?? {};
    return notes.flatMap(({ text, toRead }) => (toRead !== null && toRead > readSeq && toRead <= toldSeq ? [text] : []));
  }
  const readAll = async (by: TestClient) => {
    const { assignmentId = "", interventionId = "", toldSeq = 0 } = (await orderOf(by)) ?? {};
    return by.must(dispatch.readDanger, { params: { assignmentId }, body: { seq: toldSeq, interventionId, at: iso(Date.now()) } });
  };
  const unreadOnCard = async (of: InterventionCard) => (await now(of)).units[0]?.unreadSince !== null;

  it("is read by the reliever before it closes anything, and by nobody of the crew itself", async () => {
    const { one, assignmentId } = await sent();
    await write(first, assignmentId, GUN);
    const own = await orderOf(first);
    expect([await unreadOf(first), own?.toldSeq, own?.unreadSince, await unreadOnCard(one)]).toEqual([[], own?.readSeq, null, false]);
    await moment();
    const { client, leave } = await relieve();
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    await stamp(client, assignmentId, "on_scene");
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
    // The author sits there again, and knows its own words.
    await leave();
    expect([await unreadOf(first), await unreadOnCard(one)]).toEqual([[], false]);
    const again = await relieve();
    expect(await unreadOf(again.client)).toEqual([GUN]);
    expect(await finish(again.client, assignmentId, Date.now())).toMatchObject({ closed: false });
  });

  it("is known to one of the reliever's persons who sat there as it was written", async () => {
    const [stays, left] = [await relieve(), await relieve()];
    const { assignmentId } = await sent();
    await write(left.client, assignmentId, GUN);
    expect(await unreadOf(stays.client)).toEqual([]);
    await left.leave();
    const { client } = await relieve();
    expect([await unreadOf(client), await unreadOf(stays.client)]).toEqual([[], []]);
    expect(await finish(client, assignmentId, Date.now())).toMatchObject({ closed: true });
  });

  it("is read after a danger that the crew had not read when it wrote, and is no news for the crew", async () => {
    const { one, assignmentId } = await sent();
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    const told = (await orderOf(first))?.toldSeq;
    await write(first, assignmentId, GUN);
    expect((await orderOf(first))?.toldSeq).toBe(told);
    await readAll(first);
    expect([await unreadOf(first), await unreadOnCard(one)]).toEqual([[], false]);
    await moment();
    const { client } = await relieve();
    expect(await unreadOf(client)).toEqual([GUN]);
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
  });

  it("is read by a reliever who came before the crew had read of a danger", async () => {
    const { one, assignmentId } = await sent();
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    await write(first, assignmentId, GUN);
    await moment();
    const { client } = await relieve();
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
  });

  it("is read by the reliever also if it comes after the relief, and if the case was merged meanwhile", async () => {
    const { one, assignmentId } = await sent();
    const acted = await moment();
    const { client } = await relieve();
    await write(first, assignmentId, GUN, acted);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    const [into, { version }] = [await open(), await now(one)];
    await desk.must(interventions.merge, { ...params(one), body: { version, into: into.interventionId, moveAssignments: true } });
    expect(await unreadOf(client)).toEqual([GUN]);
  });
});

describe("an act of a crew that comes after its reliever has acted", () => {
  it.each(["accepted", "en_route", "on_scene", "cleared", "refused"] as const)(
    "is kept on the card once, and binds nobody otherwise: %s",
    async (status) => {
      const { one, assignmentId, acted, reliever } = await sentThenRelieved();
      expect(await stamp(reliever, assignmentId, "on_scene")).toBe("ok");
      const before = await orderOf(reliever);
      expect([await stamp(first, assignmentId, status, acted), await stamp(first, assignmentId, status, acted)]).toEqual(["ok", "ok"]);
      expect(await stamp(first, assignmentId, "cleared", acted + 1)).toBe("ok");
      expect(await orderOf(reliever)).toEqual(before);
      expect(await reportsOn(one)).toEqual([
        [status, acted],
        ["cleared", acted + 1],
      ]);
    },
  );

  it("closes no case by its outcome, whose words stand on the card", async () => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    await stamp(reliever, assignmentId, "on_scene");
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    const card = await now(one);
    expect([card.state, card.units[0]?.state]).toEqual(["open", "on_scene"]);
    expect(card.events.filter(({ kind, data }) => kind === "noted" && data["text"] === "لم نجد شيئا هناك").length).toBe(1);
    expect(await reportsOn(one)).toEqual([["cleared", acted]]);
    expect((await orderOf(reliever))?.assignmentId).toBe(assignmentId);
  });

  it("closes nothing of a case that the reliever has cleared", async () => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    await stamp(reliever, assignmentId, "cleared");
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    expect((await now(one)).state).toBe("open");
  });

  it("is a late word also if the desk wrote the reliever's step, and if the first crew sits there again", async () => {
    const { one, assignmentId, acted, reliever, leave } = await sentThenRelieved();
    expect(await stamp(desk, assignmentId, "en_route")).toBe("ok");
    expect(await stamp(first, assignmentId, "cleared", acted)).toBe("ok");
    expect((await orderOf(reliever))?.state).toBe("en_route");
    expect(await reportsOn(one)).toEqual([["cleared", acted]]);
    await stamp(reliever, assignmentId, "on_scene");
    await leave();
    expect(await stamp(first, assignmentId, "cleared", acted + 1)).toBe("ok");
    expect((await orderOf(first))?.state).toBe("on_scene");
    expect(await stamp(first, assignmentId, "cleared")).toBe("ok");
    expect(await orderOf(first)).toBeUndefined();
  });

  it.each(["accepted", "en_route", "on_scene"] as const)(
    "ends nothing if the reliever said where the unit was already: %s",
    async (status) => {
      const one = await open();
      const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
      await stamp(first, assignmentId, "on_scene");
      const acted = await moment();
      const { client } = await relieve();
      expect(await stamp(client, assignmentId, status)).toBe("ok");
      expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
      expect([(await now(one)).state, (await orderOf(client))?.state]).toEqual(["open", "on_scene"]);
    },
  );

  it("ends nothing of the case into which the one of the reliever's step was merged", async () => {
    const [staying, merged] = [await open(), await open()];
    await desk.must(dispatch.assign, { ...params(staying), body: { unitId, anyway: true } });
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(merged), body: { unitId, anyway: true } });
    const acted = await moment();
    const { client } = await relieve();
    await stamp(client, assignmentId, "on_scene");
    const { version } = await now(merged);
    const body = { version, into: staying.interventionId, moveAssignments: true };
    await desk.must(interventions.merge, { ...params(merged), body });
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await now(staying)).state, (await orderOf(client))?.state]).toEqual(["open", "on_scene"]);
  });

  it("ends nothing if one who sat there with it has stayed, and acted after it left", async () => {
    const [stays, left] = [await relieve(), await relieve()];
    const one = await open();
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
    const acted = await moment();
    await left.leave();
    await moment();
    const { client } = await relieve();
    await stamp(stays.client, assignmentId, "on_scene");
    expect(await finish(left.client, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await now(one)).state, (await orderOf(client))?.state]).toEqual(["open", "on_scene"]);
  });

  it.each(["note", "read"] as const)("counts the reliever's %s as an act", async (deed) => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    if (deed === "note") await reliever.must(dispatch.note, { params: { assignmentId }, body: { text: "نحن معه", at: iso(Date.now()) } });
    else
      await reliever.must(dispatch.readDanger, {
        params: { assignmentId },
        body: { seq: 0, interventionId: one.interventionId, at: iso(Date.now()) },
      });
    expect(await stamp(first, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await orderOf(reliever))?.state, await reportsOn(one)]).toEqual(["assigned", [["on_scene", acted]]]);
  });
});

describe("an act from before a relief whose author sits there again", () => {
  it.each(["the desk", "the author on another phone"] as const)("ends nothing if the reliever acted, and then %s", async (then) => {
    const { one, assignmentId, acted, reliever, leave } = await sentThenRelieved();
    await stamp(reliever, assignmentId, "en_route");
    await leave();
    await moment();
    expect(await stamp(then === "the desk" ? desk : first, assignmentId, "on_scene")).toBe("ok");
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await now(one)).state, (await orderOf(first))?.state, await reportsOn(one)]).toEqual([
      "open",
      "on_scene",
      [["cleared", acted]],
    ]);
  });

  it("counts with all that was done before the relief, one after the other, if nobody acted in between", async () => {
    const { one, assignmentId, acted, leave } = await sentThenRelieved();
    await leave();
    expect(await stamp(first, assignmentId, "on_scene", acted)).toBe("ok");
    expect(await finish(first, assignmentId, acted + 1)).toMatchObject({ closed: true });
    expect(await reportsOn(one)).toEqual([]);
  });
});

describe("an act of a crew that comes before its reliever has acted", () => {
  it("counts as ever while it ends nothing", async () => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    expect(await stamp(first, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await orderOf(reliever))?.state, await reportsOn(one)]).toEqual(["on_scene", []]);
  });

  it.each(["cleared", "refused"] as const)("takes no order from the reliever: %s", async (status) => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    expect([await stamp(first, assignmentId, status, acted), await stamp(first, assignmentId, status, acted)]).toEqual(["ok", "ok"]);
    expect([(await orderOf(reliever))?.state, await reportsOn(one)]).toEqual(["assigned", [[status, acted]]]);
  });

  it("closes nothing: the reliever was there without a link, and is bound once it says so", async () => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    const there = await moment();
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([await notesOn(one), await reportsOn(one)]).toEqual([["لم نجد شيئا هناك"], [["cleared", acted]]]);
    expect(await stamp(reliever, assignmentId, "on_scene", there)).toBe("ok");
    await reliever.must(dispatch.note, { params: { assignmentId }, body: { text: "بيده سكين", at: iso(there + 1) } });
    const card = await now(one);
    expect([card.state, card.units.map(({ state }) => state), (await orderOf(reliever))?.state]).toEqual([
      "open",
      ["on_scene"],
      "on_scene",
    ]);
  });

  it("leaves a danger that the reliever has not read in its order", async () => {
    const { one, assignmentId, acted, reliever } = await sentThenRelieved();
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    expect(await finish(first, assignmentId, acted)).toMatchObject({ closed: false });
    expect(await orderOf(reliever)).toMatchObject({ assignmentId, state: "assigned", unreadSince: expect.any(String) });
  });

  it("closes the case if its crew sits there again, or if nobody sits there", async () => {
    const again = await sentThenRelieved();
    await again.leave();
    expect(await finish(first, again.assignmentId, again.acted)).toMatchObject({ closed: true });
    const { unitId: empty } = await chief.must(dispatch.createUnit, { body: { code: "LR-2", kind: "car", sectorId: "SU1" } });
    const { client, leave } = await relieve(empty);
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(await open()), body: { unitId: empty } });
    const acted = await moment();
    await leave();
    expect(await finish(client, assignmentId, acted)).toMatchObject({ closed: true });
  });
});

describe("an act of a crew that did not know yet that it was relieved", () => {
  it("is kept on the card, and binds and ends nothing", async () => {
    const { one, assignmentId, reliever } = await sentThenRelieved();
    const acted = await moment();
    const before = await orderOf(reliever);
    expect([await stamp(first, assignmentId, "on_scene", acted), await stamp(first, assignmentId, "cleared", acted + 1)]).toEqual([
      "ok",
      "ok",
    ]);
    expect(await finish(first, assignmentId, acted + 1)).toMatchObject({ closed: false });
    expect({ ...(await orderOf(reliever)), notes: [] }).toEqual({ ...before, notes: [] });
    expect(await reportsOn(one)).toEqual([
      ["on_scene", acted],
      ["cleared", acted + 1],
    ]);
    expect(await notesOn(one)).toEqual(["لم نجد شيئا هناك"]);
  });

  it("is a note of its own words in the order of the reliever", async () => {
    const { one, assignmentId, reliever } = await sentThenRelieved();
    await first.must(dispatch.note, { params: { assignmentId }, body: { text: "معه مسدس", at: iso(await moment()) } });
    expect(await notesOn(one)).toEqual(["معه مسدس"]);
    expect((await orderOf(reliever))?.notes).toMatchObject([{ text: "معه مسدس", isOwn: false }]);
  });

  it("is kept of one who sat there after the unit was sent", async () => {
    const one = await open();
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
    const second = await relieve();
    await moment();
    await second.leave();
    const third = await relieve();
    const acted = await moment();
    expect(await stamp(second.client, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await orderOf(third.client))?.state, await reportsOn(one)]).toEqual(["assigned", [["on_scene", acted]]]);
  });

  it.each([0, 500, 60_000, 300_000, null])("is kept though its phone's clock is ahead by %s ms, or tells no time", async (ahead) => {
    const { one, assignmentId, reliever } = await sentThenRelieved();
    const phone = ahead === null ? undefined : iso(Date.now() + ahead);
    const said = { params: { assignmentId }, query: phone === undefined ? {} : { sentAt: phone } };
    const at = phone === undefined ? {} : { at: phone };
    expect([
      await first.code(dispatch.stamp, { ...said, body: { status: "on_scene", ...at } }),
      await first.code(dispatch.note, { ...said, body: { text: "معه مسدس", ...at } }),
      await first.code(dispatch.readDanger, { ...said, body: { seq: 0, interventionId: one.interventionId, ...at } }),
      await first.code(dispatch.finish, { ...said, body: { disposition: "10", outcome: "لم نجد شيئا هناك", ...at } }),
    ]).toEqual(["ok", "ok", "ok", "ok"]);
    expect((await reportsOn(one)).map(([step]) => step)).toEqual(["on_scene", "cleared"]);
    expect([await notesOn(one), (await orderOf(reliever))?.state]).toEqual([["معه مسدس", "لم نجد شيئا هناك"], "assigned"]);
  });

  it("is a picture on the card", async () => {
    const { one, assignmentId } = await sentThenRelieved();
    const query = { takenAt: iso(await moment()), sentAt: iso(Date.now()) };
    expect(await first.code(photos.attach, { params: { assignmentId }, query, body: JPEG })).toBe("ok");
    expect((await desk.must(photos.list, params(one))).length).toBe(1);
  });

  it("opens what it met for the desk, with its words, and binds no unit", async () => {
    const { reliever } = await sentThenRelieved();
    const before = await orderOf(reliever);
    const at = await moment();
    const body = { place: PLACES.SU1, subcategory: "SUS.PER" as const, note: "رجل معه سلاح", at: iso(at) };
    const met = await first.must(dispatch.flagDown, { body });
    expect(met.state).toBe("withdrawn");
    expect([await notesOn(met), await reportsOn(met)]).toEqual([["رجل معه سلاح"], [["on_scene", at]]]);
    expect((await now(met)).state).toBe("open");
    // Later acts go on the same card.
    const later = await moment();
    expect(await stamp(first, met.assignmentId, "on_scene", later)).toBe("ok");
    expect(await finish(first, met.assignmentId, later + 1)).toMatchObject({ closed: false });
    expect(await notesOn(met)).toEqual(["رجل معه سلاح", "لم نجد شيئا هناك"]);
    expect([(await now(met)).state, await orderOf(reliever)]).toEqual(["open", before]);
  });

  it.each([false, true])("is on the card of what it took up, and binds no unit (the reliever is sent there: %s)", async (isSent) => {
    const one = await open();
    const { client } = await relieve();
    if (isSent) await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
    const before = await orderOf(client);
    const at = await moment();
    const took = await first.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(at) } });
    expect([took.state, took.interventionId]).toEqual(["withdrawn", one.interventionId]);
    await first.must(dispatch.note, { params: { assignmentId: took.assignmentId }, body: { text: "معه مسدس" } });
    expect([await reportsOn(one), await notesOn(one)]).toEqual([[["accepted", at]], ["معه مسدس"]]);
    expect({ ...before, notes: [] }).toEqual(before === undefined ? { notes: [] } : { ...(await orderOf(client)), notes: [] });
    expect((await now(one)).state).toBe("open");
  });

  it("is a note of yesterday under its own time", async () => {
    const { one, assignmentId } = await sentThenRelieved();
    const written = Date.now() - 13 * HOUR;
    const query = { sentAt: iso(Date.now()) };
    await first.must(dispatch.note, { params: { assignmentId }, query, body: { text: "معه مسدس", at: iso(written) } });
    const noted = (await now(one)).events.filter(({ kind }) => kind === "noted");
    expect(noted.map(({ data }) => [data["text"], data["actedAt"]])).toEqual([["معه مسدس", written]]);
  });

  it("is refused if the person never sat there, or the unit was sent after the relief", async () => {
    const { assignmentId } = await sentThenRelieved();
    await putPerson(room, { username: "elsewhere", role: "patrol" });
    const other = await signedIn(room.url, "elsewhere", PASSWORD);
    expect(await stamp(other, assignmentId, "on_scene")).toBe("object.not_found");
    const later = await desk.must(dispatch.assign, { ...params(await open()), body: { unitId, anyway: true } });
    expect(await stamp(first, later.assignmentId, "on_scene")).toBe("object.not_found");
  });
});
