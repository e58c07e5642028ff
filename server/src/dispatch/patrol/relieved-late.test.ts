import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { iso, moment, params, startRelievedCrew, type RelievedCrew } from "../../testing/relieved-crew.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { JPEG } from "../../testing/things/drawings.ts";

let crew: RelievedCrew;
beforeAll(async () => {
  crew = await startRelievedCrew();
});
afterEach(() => crew.endSeats());
afterAll(() => crew[Symbol.asyncDispose]());

describe("a danger of which a crew was told before it was relieved", () => {
  /** A case that became graver before the relief. */
  async function toldThenRelieved() {
    const one = await crew.open();
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    const { interventionId } = one;
    const seq = (await crew.orderOf(crew.first))?.toldSeq ?? 0;
    const read = (by: TestClient, at = Date.now()) =>
      by.must(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId, at: iso(at) } });
    const unreadSince = async () => (await crew.now(one)).units[0]?.unreadSince ?? null;
    const unreadOnCard = async () => (await unreadSince()) !== null;
    return { one, unreadSince, assignmentId, seq, read, unreadOnCard };
  }

  it("is unread again for its reliever, whatever the relieved crew read, before or after", async () => {
    const { seq, read, unreadOnCard, assignmentId } = await toldThenRelieved();
    await read(crew.first);
    expect([(await crew.orderOf(crew.first))?.readSeq, await unreadOnCard()]).toEqual([seq, false]);
    const acted = await moment();
    const { client, leave } = await crew.relieve();
    expect(await crew.orderOf(client)).toMatchObject({ toldSeq: seq, readSeq: 0 });
    expect(await unreadOnCard()).toBe(true);
    await read(crew.first, acted);
    expect((await crew.orderOf(client))?.readSeq).toBe(0);
    // The outcome of those who did not read it closes nothing.
    await crew.stamp(client, assignmentId, "on_scene");
    expect(await crew.finish(client, assignmentId, Date.now())).toMatchObject({ closed: false });
    await leave();
  });

  it("is read once one of those who sit there read it, also before the relief", async () => {
    const { seq, read, unreadOnCard } = await toldThenRelieved();
    const reliever = await crew.relieve();
    const other = await crew.relieve();
    await read(other.client);
    expect([(await crew.orderOf(reliever.client))?.readSeq, await unreadOnCard()]).toEqual([seq, false]);
    await reliever.leave();
    expect((await crew.orderOf(other.client))?.readSeq).toBe(seq);
    await other.leave();
    expect([(await crew.orderOf(crew.first))?.readSeq, await unreadOnCard()]).toEqual([0, true]);
  });

  it("is unread since the same moment for the reliever, whatever the relieved crew reads late and is told after", async () => {
    const { one, read, unreadSince } = await toldThenRelieved();
    const acted = await moment();
    await crew.relieve();
    const before = await unreadSince();
    await read(crew.first, acted);
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon", "injury"] } });
    expect([typeof before, await unreadSince()]).toEqual(["string", before]);
  });

  it("was read by the relieved crew whose outcome comes late: it closes the case once that crew sits there again", async () => {
    const { read, assignmentId } = await toldThenRelieved();
    await read(crew.first);
    const acted = await moment();
    const { leave } = await crew.relieve();
    await leave();
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: true });
  });
});

describe("a note that a crew wrote before it was relieved", () => {
  const GUN = "معه مسدس";
  const write = (by: TestClient, assignmentId: string, text: string, at = Date.now()) =>
    by.must(dispatch.note, { params: { assignmentId }, body: { text, at: iso(at) } });
  const sent = async () => {
    const one = await crew.open();
    return { one, ...(await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } })) };
  };
  /** Words that an order has its reader read. */
  async function unreadOf(by: TestClient) {
    const { notes = [], toldSeq = 0, readSeq = 0 } = (await crew.orderOf(by)) ?? {};
    return notes.flatMap(({ text, toRead }) => (toRead !== null && toRead > readSeq && toRead <= toldSeq ? [text] : []));
  }
  const readAll = async (by: TestClient) => {
    const { assignmentId = "", interventionId = "", toldSeq = 0 } = (await crew.orderOf(by)) ?? {};
    return by.must(dispatch.readDanger, { params: { assignmentId }, body: { seq: toldSeq, interventionId, at: iso(Date.now()) } });
  };
  const unreadOnCard = async (of: InterventionCard) => (await crew.now(of)).units[0]?.unreadSince !== null;

  it("is read by the reliever before it closes anything, and by nobody of the crew itself", async () => {
    const { one, assignmentId } = await sent();
    await write(crew.first, assignmentId, GUN);
    const own = await crew.orderOf(crew.first);
    expect([await unreadOf(crew.first), own?.toldSeq, own?.unreadSince, await unreadOnCard(one)]).toEqual([[], own?.readSeq, null, false]);
    await moment();
    const { client, leave } = await crew.relieve();
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    await crew.stamp(client, assignmentId, "on_scene");
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
    // The author sits there again, and knows its own words.
    await leave();
    expect([await unreadOf(crew.first), await unreadOnCard(one)]).toEqual([[], false]);
    const again = await crew.relieve();
    expect(await unreadOf(again.client)).toEqual([GUN]);
    expect(await crew.finish(again.client, assignmentId, Date.now())).toMatchObject({ closed: false });
  });

  it("is known to one of the reliever's persons who sat there as it was written", async () => {
    const [stays, left] = [await crew.relieve(), await crew.relieve()];
    const { assignmentId } = await sent();
    await write(left.client, assignmentId, GUN);
    expect(await unreadOf(stays.client)).toEqual([]);
    await left.leave();
    const { client } = await crew.relieve();
    expect([await unreadOf(client), await unreadOf(stays.client)]).toEqual([[], []]);
    expect(await crew.finish(client, assignmentId, Date.now())).toMatchObject({ closed: true });
  });

  it("is read after a danger that the crew had not read when it wrote, and is no news for the crew", async () => {
    const { one, assignmentId } = await sent();
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    const told = (await crew.orderOf(crew.first))?.toldSeq;
    await write(crew.first, assignmentId, GUN);
    expect((await crew.orderOf(crew.first))?.toldSeq).toBe(told);
    await readAll(crew.first);
    expect([await unreadOf(crew.first), await unreadOnCard(one)]).toEqual([[], false]);
    await moment();
    const { client } = await crew.relieve();
    expect(await unreadOf(client)).toEqual([GUN]);
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
  });

  it("is read by a reliever who came before the crew had read of a danger", async () => {
    const { one, assignmentId } = await sent();
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    await write(crew.first, assignmentId, GUN);
    await moment();
    const { client } = await crew.relieve();
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[], false]);
  });

  it("is read by the reliever also if it comes after the relief, and if the case was merged meanwhile", async () => {
    const { one, assignmentId } = await sent();
    const acted = await moment();
    const { client } = await crew.relieve();
    await write(crew.first, assignmentId, GUN, acted);
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    const [into, { version }] = [await crew.open(), await crew.now(one)];
    await crew.desk.must(interventions.merge, { ...params(one), body: { version, into: into.interventionId, moveAssignments: true } });
    expect(await unreadOf(client)).toEqual([GUN]);
  });

  it("is read by the reliever also if it is an outcome, on the case that stays too", async () => {
    const [{ one, assignmentId }, into] = [await sent(), await crew.open()];
    const acted = await moment();
    const { client } = await crew.relieve();
    const outcome = (text: string) =>
      crew.first.must(dispatch.finish, { params: { assignmentId }, body: { disposition: "10", outcome: text, at: iso(acted) } });
    expect(await outcome(GUN)).toMatchObject({ closed: false });
    expect([await unreadOf(client), await unreadOnCard(one)]).toEqual([[GUN], true]);
    await readAll(client);
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.merge, { ...params(one), body: { version, into: into.interventionId, moveAssignments: true } });
    await readAll(client);
    await outcome("ومعه سكين");
    expect([await unreadOf(client), await unreadOnCard(into)]).toEqual([["ومعه سكين"], true]);
    await readAll(client);
    expect([await unreadOf(client), await unreadOnCard(into)]).toEqual([[], false]);
  });
});

describe("a note that a crew wrote while its case was merged", () => {
  it("stays its own on the case that is split off: the reliever reads it there, and its author does not", async () => {
    const [one, into] = [await crew.open(), await crew.open()];
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    const merging = { version: (await crew.now(one)).version, into: into.interventionId, moveAssignments: true };
    await crew.desk.must(interventions.merge, { ...params(one), body: merging });
    await crew.first.must(dispatch.note, { params: { assignmentId }, body: { text: "معه مسدس" } });
    const [written] = (await crew.now(into)).events.filter(({ kind }) => kind === "noted");
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.split, { ...params(one), body: { version, reason: "حدثان", assignmentIds: [assignmentId] } });
    const [copied] = (await crew.now(one)).events.filter(({ kind }) => kind === "noted");
    expect(copied).toMatchObject({ by: written?.by, data: { text: "معه مسدس", assignmentId, copiedFrom: into.interventionId } });
    const { interventionId = "", toldSeq: seq = 0 } = (await crew.orderOf(crew.first)) ?? {};
    await crew.first.must(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId, at: iso(Date.now()) } });
    const toRead = async (by: TestClient) => (await crew.orderOf(by))?.notes.map((note) => note.toRead);
    expect(await toRead(crew.first)).toEqual([null]);
    await moment();
    const { client } = await crew.relieve();
    expect(await toRead(client)).toEqual([copied?.seq]);
  });
});

describe("an act of a crew that comes after its reliever has acted", () => {
  it.each(["accepted", "en_route", "on_scene", "cleared", "refused"] as const)(
    "is kept on the card once, and binds nobody otherwise: %s",
    async (status) => {
      const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
      expect(await crew.stamp(reliever, assignmentId, "on_scene")).toBe("ok");
      const before = await crew.orderOf(reliever);
      expect([
        await crew.stamp(crew.first, assignmentId, status, acted),
        await crew.stamp(crew.first, assignmentId, status, acted),
      ]).toEqual(["ok", "ok"]);
      expect(await crew.stamp(crew.first, assignmentId, "cleared", acted + 1)).toBe("ok");
      expect(await crew.orderOf(reliever)).toEqual(before);
      expect(await crew.reportsOn(one)).toEqual([
        [status, acted],
        ["cleared", acted + 1],
      ]);
    },
  );

  it("closes no case by its outcome, whose words stand on the card", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    await crew.stamp(reliever, assignmentId, "on_scene");
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    const card = await crew.now(one);
    expect([card.state, card.units[0]?.state]).toEqual(["open", "on_scene"]);
    expect(card.events.filter(({ kind, data }) => kind === "noted" && data["text"] === "لم نجد شيئا هناك").length).toBe(1);
    expect(await crew.reportsOn(one)).toEqual([["cleared", acted]]);
    expect((await crew.orderOf(reliever))?.assignmentId).toBe(assignmentId);
  });

  it("closes nothing of a case that the reliever has cleared", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    await crew.stamp(reliever, assignmentId, "cleared");
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    expect((await crew.now(one)).state).toBe("open");
  });

  it("is a late word also if the desk wrote the reliever's step, and if the first crew sits there again", async () => {
    const { one, assignmentId, acted, reliever, leave } = await crew.sentThenRelieved();
    expect(await crew.stamp(crew.desk, assignmentId, "en_route")).toBe("ok");
    expect(await crew.stamp(crew.first, assignmentId, "cleared", acted)).toBe("ok");
    expect((await crew.orderOf(reliever))?.state).toBe("en_route");
    expect(await crew.reportsOn(one)).toEqual([["cleared", acted]]);
    await crew.stamp(reliever, assignmentId, "on_scene");
    await leave();
    expect(await crew.stamp(crew.first, assignmentId, "cleared", acted + 1)).toBe("ok");
    expect((await crew.orderOf(crew.first))?.state).toBe("on_scene");
    expect(await crew.stamp(crew.first, assignmentId, "cleared")).toBe("ok");
    expect(await crew.orderOf(crew.first)).toBeUndefined();
  });

  it.each(["accepted", "en_route", "on_scene"] as const)(
    "ends nothing if the reliever said where the unit was already: %s",
    async (status) => {
      const one = await crew.open();
      const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
      await crew.stamp(crew.first, assignmentId, "on_scene");
      const acted = await moment();
      const { client } = await crew.relieve();
      expect(await crew.stamp(client, assignmentId, status)).toBe("ok");
      expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
      expect([(await crew.now(one)).state, (await crew.orderOf(client))?.state]).toEqual(["open", "on_scene"]);
    },
  );

  it("ends nothing of the case into which the one of the reliever's step was merged", async () => {
    const [staying, merged] = [await crew.open(), await crew.open()];
    await crew.desk.must(dispatch.assign, { ...params(staying), body: { unitId: crew.unitId, anyway: true } });
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(merged), body: { unitId: crew.unitId, anyway: true } });
    const acted = await moment();
    const { client } = await crew.relieve();
    await crew.stamp(client, assignmentId, "on_scene");
    const { version } = await crew.now(merged);
    const body = { version, into: staying.interventionId, moveAssignments: true };
    await crew.desk.must(interventions.merge, { ...params(merged), body });
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await crew.now(staying)).state, (await crew.orderOf(client))?.state]).toEqual(["open", "on_scene"]);
  });

  it("ends nothing if one who sat there with it has stayed, and acted after it left", async () => {
    const [stays, left] = [await crew.relieve(), await crew.relieve()];
    const one = await crew.open();
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    const acted = await moment();
    await left.leave();
    await moment();
    const { client } = await crew.relieve();
    await crew.stamp(stays.client, assignmentId, "on_scene");
    expect(await crew.finish(left.client, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await crew.now(one)).state, (await crew.orderOf(client))?.state]).toEqual(["open", "on_scene"]);
  });

  it.each(["note", "read", "picture"] as const)("counts the reliever's %s as an act", async (deed) => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    if (deed === "note") await reliever.must(dispatch.note, { params: { assignmentId }, body: { text: "نحن معه", at: iso(Date.now()) } });
    else if (deed === "picture")
      await reliever.must(photos.attach, { params: { assignmentId }, query: { takenAt: iso(Date.now()) }, body: JPEG });
    else
      await reliever.must(dispatch.readDanger, {
        params: { assignmentId },
        body: { seq: 0, interventionId: one.interventionId, at: iso(Date.now()) },
      });
    expect(await crew.stamp(crew.first, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await crew.orderOf(reliever))?.state, await crew.reportsOn(one)]).toEqual(["assigned", [["on_scene", acted]]]);
  });
});

describe("an act from before a relief whose author sits there again", () => {
  it.each(["the desk", "the author on another phone"] as const)("ends nothing if the reliever acted, and then %s", async (then) => {
    const { one, assignmentId, acted, reliever, leave } = await crew.sentThenRelieved();
    await crew.stamp(reliever, assignmentId, "en_route");
    await leave();
    await moment();
    expect(await crew.stamp(then === "the desk" ? crew.desk : crew.first, assignmentId, "on_scene")).toBe("ok");
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([(await crew.now(one)).state, (await crew.orderOf(crew.first))?.state, await crew.reportsOn(one)]).toEqual([
      "open",
      "on_scene",
      [["cleared", acted]],
    ]);
  });

  it("counts with all that was done before the relief, one after the other, if nobody acted in between", async () => {
    const { one, assignmentId, acted, leave } = await crew.sentThenRelieved();
    await leave();
    expect(await crew.stamp(crew.first, assignmentId, "on_scene", acted)).toBe("ok");
    expect(await crew.finish(crew.first, assignmentId, acted + 1)).toMatchObject({ closed: true });
    expect(await crew.reportsOn(one)).toEqual([]);
  });
});

describe("an act of a crew that comes before its reliever has acted", () => {
  it("counts as ever while it ends nothing", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    expect(await crew.stamp(crew.first, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await crew.orderOf(reliever))?.state, await crew.reportsOn(one)]).toEqual(["on_scene", []]);
  });

  it.each(["cleared", "refused"] as const)("takes no order from the reliever: %s", async (status) => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    expect([await crew.stamp(crew.first, assignmentId, status, acted), await crew.stamp(crew.first, assignmentId, status, acted)]).toEqual([
      "ok",
      "ok",
    ]);
    expect([(await crew.orderOf(reliever))?.state, await crew.reportsOn(one)]).toEqual(["assigned", [[status, acted]]]);
  });

  it("closes nothing: the reliever was there without a link, and is bound once it says so", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    const there = await moment();
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    expect([await crew.notesOn(one), await crew.reportsOn(one)]).toEqual([["لم نجد شيئا هناك"], [["cleared", acted]]]);
    expect(await crew.stamp(reliever, assignmentId, "on_scene", there)).toBe("ok");
    await reliever.must(dispatch.note, { params: { assignmentId }, body: { text: "بيده سكين", at: iso(there + 1) } });
    const card = await crew.now(one);
    expect([card.state, card.units.map(({ state }) => state), (await crew.orderOf(reliever))?.state]).toEqual([
      "open",
      ["on_scene"],
      "on_scene",
    ]);
  });

  it("leaves a danger that the reliever has not read in its order", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    expect(await crew.finish(crew.first, assignmentId, acted)).toMatchObject({ closed: false });
    expect(await crew.orderOf(reliever)).toMatchObject({ assignmentId, state: "assigned", unreadSince: expect.any(String) });
  });

  it("closes the case if its crew sits there again, or if nobody sits there", async () => {
    const again = await crew.sentThenRelieved();
    await again.leave();
    expect(await crew.finish(crew.first, again.assignmentId, again.acted)).toMatchObject({ closed: true });
    const { unitId: empty } = await crew.chief.must(dispatch.createUnit, { body: { code: "LR-2", kind: "car", sectorId: "SU1" } });
    const { client, leave } = await crew.relieve(empty);
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(await crew.open()), body: { unitId: empty } });
    const acted = await moment();
    await leave();
    expect(await crew.finish(client, assignmentId, acted)).toMatchObject({ closed: true });
  });
});
