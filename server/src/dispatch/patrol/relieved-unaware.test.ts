import { dispatch } from "@amaliyat/contract/dispatch";
import { photos } from "@amaliyat/contract/interventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { putPerson } from "../../testing/people.ts";
import { iso, moment, params, startRelievedCrew, type RelievedCrew } from "../../testing/relieved-crew.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES } from "../../testing/test-room.ts";
import { JPEG } from "../../testing/things/drawings.ts";
import { logEntries } from "../../testing/things/log-entries.ts";

let crew: RelievedCrew;
beforeAll(async () => {
  crew = await startRelievedCrew();
});
afterEach(() => crew.endSeats());
afterAll(() => crew[Symbol.asyncDispose]());

describe("an act of a crew that did not know yet that it was relieved", () => {
  it("is kept on the card, and binds and ends nothing", async () => {
    const { one, assignmentId, reliever } = await crew.sentThenRelieved();
    const acted = await moment();
    const before = await crew.orderOf(reliever);
    expect([
      await crew.stamp(crew.first, assignmentId, "on_scene", acted),
      await crew.stamp(crew.first, assignmentId, "cleared", acted + 1),
    ]).toEqual(["ok", "ok"]);
    expect(await crew.orderOf(reliever)).toEqual(before);
    expect(await crew.finish(crew.first, assignmentId, acted + 1)).toMatchObject({ closed: false });
    // The words of the outcome are to be read by the reliever, and that is all.
    const read = { toldSeq: expect.any(Number), unreadSince: expect.any(String), notes: [expect.objectContaining({ isOwn: false })] };
    expect(await crew.orderOf(reliever)).toEqual({ ...before, ...read });
    expect(await crew.reportsOn(one)).toEqual([
      ["on_scene", acted],
      ["cleared", acted + 1],
    ]);
    expect(await crew.notesOn(one)).toEqual(["لم نجد شيئا هناك"]);
  });

  it("is a note of its own words in the order of the reliever", async () => {
    const { one, assignmentId, reliever } = await crew.sentThenRelieved();
    await crew.first.must(dispatch.note, { params: { assignmentId }, body: { text: "معه مسدس", at: iso(await moment()) } });
    expect(await crew.notesOn(one)).toEqual(["معه مسدس"]);
    expect((await crew.orderOf(reliever))?.notes).toMatchObject([{ text: "معه مسدس", isOwn: false }]);
  });

  it("is kept of one who sat there after the unit was sent", async () => {
    const one = await crew.open();
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    const second = await crew.relieve();
    await moment();
    await second.leave();
    const third = await crew.relieve();
    const acted = await moment();
    expect(await crew.stamp(second.client, assignmentId, "on_scene", acted)).toBe("ok");
    expect([(await crew.orderOf(third.client))?.state, await crew.reportsOn(one)]).toEqual(["assigned", [["on_scene", acted]]]);
  });

  it.each([0, 500, 60_000, 300_000, null])("is kept though its phone's clock is ahead by %s ms, or tells no time", async (ahead) => {
    const { one, assignmentId, reliever } = await crew.sentThenRelieved();
    const phone = ahead === null ? undefined : iso(Date.now() + ahead);
    const said = { params: { assignmentId }, query: phone === undefined ? {} : { sentAt: phone } };
    const at = phone === undefined ? {} : { at: phone };
    expect([
      await crew.first.code(dispatch.stamp, { ...said, body: { status: "on_scene", ...at } }),
      await crew.first.code(dispatch.note, { ...said, body: { text: "معه مسدس", ...at } }),
      await crew.first.code(dispatch.readDanger, { ...said, body: { seq: 0, interventionId: one.interventionId, ...at } }),
      await crew.first.code(dispatch.finish, { ...said, body: { disposition: "10", outcome: "لم نجد شيئا هناك", ...at } }),
    ]).toEqual(["ok", "ok", "ok", "ok"]);
    expect((await crew.reportsOn(one)).map(([step]) => step)).toEqual(["on_scene", "cleared"]);
    expect([await crew.notesOn(one), (await crew.orderOf(reliever))?.state]).toEqual([["معه مسدس", "لم نجد شيئا هناك"], "assigned"]);
  });

  it("is a picture on the card", async () => {
    const { one, assignmentId } = await crew.sentThenRelieved();
    const query = { takenAt: iso(await moment()), sentAt: iso(Date.now()) };
    expect(await crew.first.code(photos.attach, { params: { assignmentId }, query, body: JPEG })).toBe("ok");
    expect((await crew.desk.must(photos.list, params(one))).length).toBe(1);
  });

  it("opens what it met for the desk, with its words, and binds no unit", async () => {
    const { reliever } = await crew.sentThenRelieved();
    const before = await crew.orderOf(reliever);
    const at = await moment();
    const body = { place: PLACES.SU1, subcategory: "SUS.PER" as const, note: "رجل معه سلاح", at: iso(at) };
    const met = await crew.first.must(dispatch.flagDown, { body });
    expect(met.state).toBe("withdrawn");
    expect([await crew.notesOn(met), await crew.reportsOn(met)]).toEqual([["رجل معه سلاح"], [["on_scene", at]]]);
    expect((await crew.now(met)).state).toBe("open");
    // Later acts go on the same card.
    const later = await moment();
    expect(await crew.stamp(crew.first, met.assignmentId, "on_scene", later)).toBe("ok");
    expect(await crew.finish(crew.first, met.assignmentId, later + 1)).toMatchObject({ closed: false });
    expect(await crew.notesOn(met)).toEqual(["رجل معه سلاح", "لم نجد شيئا هناك"]);
    expect([(await crew.now(met)).state, await crew.orderOf(reliever)]).toEqual(["open", before]);
  });

  it.each([false, true])("is on the card of what it took up, and binds no unit (the reliever is sent there: %s)", async (isSent) => {
    const one = await crew.open();
    const began = Date.now();
    const { client } = await crew.relieve();
    if (isSent) await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    const before = await crew.orderOf(client);
    const at = await moment();
    const took = await crew.first.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(at) } });
    expect([took.state, took.interventionId, took.unitCode]).toEqual(["withdrawn", one.interventionId, "LR-1"]);
    const relievedAt = Date.parse(took.relievedAt ?? "");
    expect([relievedAt >= began, relievedAt <= at]).toEqual([true, true]);
    await crew.first.must(dispatch.note, { params: { assignmentId: took.assignmentId }, body: { text: "معه مسدس" } });
    expect([await crew.reportsOn(one), await crew.notesOn(one)]).toEqual([[["accepted", at]], ["معه مسدس"]]);
    expect({ ...before, notes: [] }).toEqual(before === undefined ? { notes: [] } : { ...(await crew.orderOf(client)), notes: [] });
    expect((await crew.now(one)).state).toBe("open");
    // The reliever who takes it up is told nothing of that kind.
    expect(await client.must(dispatch.takeUp, { body: { reference: one.reference } })).toMatchObject({ relievedAt: null });
  });

  it("is a note of yesterday under its own time", async () => {
    const { one, assignmentId } = await crew.sentThenRelieved();
    const written = Date.now() - 13 * 3_600_000;
    const query = { sentAt: iso(Date.now()) };
    await crew.first.must(dispatch.note, { params: { assignmentId }, query, body: { text: "معه مسدس", at: iso(written) } });
    const noted = (await crew.now(one)).events.filter(({ kind }) => kind === "noted");
    expect(noted.map(({ data }) => [data["text"], data["actedAt"]])).toEqual([["معه مسدس", written]]);
  });

  it.each(["names its unit", "names no unit"] as const)("is a record of its vehicle in the log alone, if its phone %s", async (how) => {
    const { reliever } = await crew.sentThenRelieved();
    const vehicle = "V-7";
    const own = await reliever.must(dispatch.crew, { body: { vehicle, crew: ["ع. قادري"] } });
    const said = { vehicle: "V-9", crew: ["م. زروقي"], at: iso(await moment()) };
    const body = how === "names its unit" ? { ...said, unitId: crew.unitId } : said;
    expect(await crew.first.must(dispatch.crew, { body })).toMatchObject({ unitId: crew.unitId, vehicle, crew: own.crew });
    expect(await crew.first.must(dispatch.hear, { params: { unitId: crew.unitId }, body: { at: said.at } })).toMatchObject({ vehicle });
    const entries = (await logEntries(crew.room, crew.unitId)).slice(-2);
    expect(entries).toMatchObject([
      { type: "unit.changed", actor_name: "patrol", outcome: "done", detail: { changed: [], late: true, stampedAt: said.at } },
      { type: "unit.heard", actor_name: "patrol", outcome: "done", detail: { late: true, stampedAt: said.at } },
    ]);
    expect(entries[0]?.detail?.["said"]).toEqual({ vehicle: said.vehicle, crew: said.crew });
  });

  it("is a record of a unit that was retired since, and of no unit in which the person never sat", async () => {
    const { unitId } = await crew.chief.must(dispatch.createUnit, { body: { code: "LR-9", kind: "car", sectorId: "SU1" } });
    const before = await crew.relieve(unitId);
    await before.leave();
    const { client: other } = await crew.relieve();
    await crew.chief.must(dispatch.retireUnit, { params: { unitId }, body: { reason: "بيعت المركبة" } });
    const at = iso(await moment());
    const says = async (by: TestClient) => [
      await by.code(dispatch.crew, { body: { vehicle: "V-9", crew: [], unitId, at } }),
      await by.code(dispatch.hear, { params: { unitId }, body: { at } }),
    ];
    expect([await says(before.client), await says(other)]).toEqual([
      ["ok", "ok"],
      ["object.not_found", "object.not_found"],
    ]);
  });

  it("is refused if the person never sat there, or the unit was sent after the relief", async () => {
    const { assignmentId } = await crew.sentThenRelieved();
    await putPerson(crew.room, { username: "elsewhere", role: "patrol" });
    const other = await signedIn(crew.room.url, "elsewhere", PASSWORD);
    expect(await crew.stamp(other, assignmentId, "on_scene")).toBe("object.not_found");
    const later = await crew.desk.must(dispatch.assign, { ...params(await crew.open()), body: { unitId: crew.unitId, anyway: true } });
    expect(await crew.stamp(crew.first, later.assignmentId, "on_scene")).toBe("object.not_found");
  });
});
