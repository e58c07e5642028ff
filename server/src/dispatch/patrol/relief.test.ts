import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { putPerson } from "../../testing/people.ts";
import { playReliefs, type Officer } from "../../testing/reliefs.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { endHelp, makeUnit } from "../../testing/things/things.ts";

const HOUR = 3_600_000;
let room: TestRoom;
let chief: TestClient;
let desk: TestClient;
/** The account of unit R-1; and an officer whom the roster alone seats. */
let first: Officer & { readonly client: TestClient };
let relief: Officer & { readonly client: TestClient };
let unitId: string;
const officer = async (username: string, userId: string) => ({ userId, client: await signedIn(room.url, username, PASSWORD) });
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [chief, desk] = [await room.as("supervisor"), await room.as("dispatcher")];
  unitId = (await makeUnit(room, "SU1", "R-1")).unitId;
  const users = await chief.must(identity.users, {});
  first = await officer("patrol", users.find(({ username }) => username === "patrol")?.userId ?? "");
  relief = await officer("relief", (await putPerson(room, { username: "relief", role: "patrol", badge: "7999" })).userId);
});
afterAll(() => room[Symbol.asyncDispose]());

const seat = (userId: string, from = Date.now() - 1000, unit = unitId) =>
  chief.must(shifts.seat, {
    body: {
      sectorId: "SU1",
      userId,
      seat: { kind: "crew", unitId: unit, vehicle: `V-${unit.slice(0, 4)}` },
      from: new Date(from).toISOString(),
      to: new Date(from + 8 * HOUR).toISOString(),
    },
  });
const leave = ({ lineId }: { readonly lineId: string }) => chief.must(shifts.endSeat, { params: { lineId } });
const send = async () => {
  const opened = await desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
  return desk.must(dispatch.assign, { params: { interventionId: opened.interventionId }, body: { unitId, anyway: true } });
};
const stamp = (by: TestClient, assignmentId: string, status: "accepted" | "on_scene" | "cleared", at?: number) =>
  by.code(dispatch.stamp, { params: { assignmentId }, body: { status, ...(at === undefined ? {} : { at: new Date(at).toISOString() }) } });
const help = (by: TestClient) => by.ask(dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place: PLACES.SU1 } });
const shown = async (id = unitId) => (await desk.must(dispatch.units, {})).find((unit) => unit.unitId === id);
const endHelpOf = async (id: string) => endHelp(desk, (await shown(id)) ?? { unitId: id, distress: null });

describe("a crew that is relieved", () => {
  it("hands over duty and call for help with the seat, and the phones of both are told", async () => {
    expect((await first.client.must(dispatch.duty, {}))?.unit.code).toBe("R-1");
    expect(await relief.client.must(dispatch.duty, {})).toBeNull();
    const phones = [await openScreen(first.client), await openScreen(relief.client)];
    const line = await seat(relief.userId);
    for (const phone of phones) {
      await phone.happens("shift_part", ({ part }) => part === "roster");
      phone.socket.terminate();
    }
    const duty = await relief.client.must(dispatch.duty, {});
    expect(duty).toMatchObject({ unit: { code: "R-1", speakers: [{ userId: relief.userId }], userId: first.userId }, changesAt: line.to });
    expect(await first.client.must(dispatch.duty, {})).toBeNull();
    expect((await shown())?.speakers).toEqual([{ userId: relief.userId, name: "relief" }]);
    expect(await help(relief.client)).toMatchObject({ value: { unitId, isPerson: false } });
    expect(codeOf(await endHelpOf(unitId))).toBe("ok");
    await leave(line);
    expect((await first.client.must(dispatch.duty, {}))?.unit.code).toBe("R-1");
    expect((await shown())?.speakers.map(({ userId }) => userId)).toEqual([first.userId]);
  });

  it("reports what it did while it was seated, late, and what it did after is its word alone; the log names the person", async () => {
    const { assignmentId } = await send();
    expect(await stamp(first.client, assignmentId, "accepted")).toBe("ok");
    const before = Date.now();
    const line = await seat(relief.userId, before + 1);
    expect(await stamp(first.client, assignmentId, "on_scene", before)).toBe("ok");
    expect(await stamp(first.client, assignmentId, "cleared")).toBe("ok");
    expect((await relief.client.must(dispatch.duty, {}))?.assignments).toMatchObject([{ assignmentId, state: "on_scene" }]);
    const note = (by: TestClient, at?: number) =>
      by.code(dispatch.note, {
        params: { assignmentId },
        body: { text: "معه سكين", ...(at === undefined ? {} : { at: new Date(at).toISOString() }) },
      });
    expect([await note(first.client, before), await note(first.client)]).toEqual(["ok", "ok"]);
    expect(await stamp(relief.client, assignmentId, "cleared")).toBe("ok");
    const said = (await logEntries(room, assignmentId)).filter(({ outcome, type }) => outcome === "done" && type === "assignment.stamped");
    expect(said.map(({ actor_name }) => actor_name)).toEqual(["patrol", "patrol", "patrol", "relief"]);
    await leave(line);
  });

  it("keeps what it did under its account before a line was written that begins earlier", async () => {
    const { assignmentId } = await send();
    const acted = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(acted);
    const late = await officer("late", (await putPerson(room, { username: "late", role: "patrol" })).userId);
    const line = await seat(late.userId, acted - 60_000);
    expect(await stamp(first.client, assignmentId, "accepted", acted)).toBe("ok");
    expect(await stamp(late.client, assignmentId, "cleared")).toBe("ok");
    await leave(line);
  });

  it("is heard on the radio of whoever is seated, from the moment on; else on the unit's own", async () => {
    const make = (code: string) => chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } });
    const [heard, other] = [await make("RADIO-5"), await make("RADIO-6")];
    const [early, later] = await Promise.all(
      ["radio-early", "radio-late"].map(async (username) => (await putPerson(room, { username, role: "patrol" })).userId),
    );
    const own = { params: { unitId: heard.unitId }, body: { radio: "TETRA 700" } };
    expect(await chief.must(dispatch.changeUnit, own)).toMatchObject({ radio: "TETRA 700", radios: ["TETRA 700"] });
    const now = Date.now();
    const seats = (userId: string | undefined, unit: string, radio: string | null, [from, to]: readonly [number, number]) =>
      chief.ask(shifts.seat, {
        body: {
          sectorId: "SU1",
          userId: userId ?? "",
          seat: { kind: "crew", unitId: unit, vehicle: `V-${unit.slice(0, 4)}`, radio },
          from: new Date(now + from).toISOString(),
          to: new Date(now + to).toISOString(),
        },
      });
    const line = await seats(early, heard.unitId, "TETRA 701", [-HOUR, HOUR]);
    if (!line.ok) throw new Error(line.error.code);
    expect(line.value.radio).toBe("TETRA 701");
    expect(codeOf(await seats(later, other.unitId, "TETRA 701", [-HOUR, HOUR]))).toBe("roster.radio_taken");
    expect(codeOf(await seats(later, heard.unitId, "TETRA 702", [HOUR, 2 * HOUR]))).toBe("ok");
    expect((await shown(heard.unitId))?.radios).toEqual(["TETRA 701"]);
    expect((await shown(other.unitId))?.radios).toEqual([]);
    const after = await room.database.db.pool.query("select radios from amaliyat_radios_of(array[$2]::uuid[], $1)", [
      new Date(now + 1.5 * HOUR),
      heard.unitId,
    ]);
    expect(after.rows).toEqual([{ radios: ["TETRA 702"] }]);
    await leave(line.value);
    expect((await shown(heard.unitId))?.radios).toEqual(["TETRA 700"]);
  });

  it("takes its positions along, each to the unit for which the person spoke then", async () => {
    const make = (code: string) => chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } });
    const [left, taken] = [await make("R-2"), await make("R-4")];
    const mover = await officer("mover", (await putPerson(room, { username: "mover", role: "patrol" })).userId);
    const begun = Date.now();
    await leave(await seat(mover.userId, begun - 60_000, left.unitId));
    const line = await seat(mover.userId, Date.now(), taken.unitId);
    const at = (ms: number, lat: number) => ({ lat, lon: PLACES.SU1.lon, at: new Date(ms).toISOString() });
    await mover.client.must(dispatch.report, { body: { positions: [at(begun - 30_000, 31.901), at(Date.now(), 31.902)] } });
    expect([(await shown(left.unitId))?.position?.place.lat, (await shown(taken.unitId))?.position?.place.lat]).toEqual([31.901, 31.902]);
    await leave(line);
    expect(await mover.client.code(dispatch.report, { body: { positions: [at(Date.now(), 31.903)] } })).toBe("object.not_found");
  });
});

describe("a crew that is relieved before its phone has a link again", () => {
  let made = 0;
  /** A unit with its own officer, and what that officer did before another one was seated, a second ago at least. */
  async function relieved() {
    made += 1;
    const [before, after] = await Promise.all(
      [`before${made}`, `after${made}`].map(async (username) => {
        const { userId } = await putPerson(room, { username, role: "patrol" });
        return officer(username, userId);
      }),
    );
    if (before === undefined || after === undefined) throw new Error("an officer is missing");
    const body = { code: `RL-${made}`, kind: "car" as const, sectorId: "SU1", userId: before.userId };
    const { unitId: unit } = await chief.must(dispatch.createUnit, { body });
    const open = () => desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const [one, heard] = [await open(), await open()];
    const sent = await desk.must(dispatch.assign, { params: { interventionId: one.interventionId }, body: { unitId: unit } });
    const acted = Date.now();
    // Real time: longer than a request is on its way, by which the moment of a mended clock is too late.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return { by: before.client, after, unit, one, heard, params: { assignmentId: sent.assignmentId }, acted };
  }
  const iso = (at: number) => new Date(at).toISOString();

  it.each([600_000, -600_000, 2 * 24 * HOUR, -2 * 24 * HOUR])(
    "has each of its acts taken though the clock of its phone is off by %i ms",
    async (off) => {
      const { by, after, unit, one, heard, params, acted } = await relieved();
      const line = await seat(after.userId, Date.now(), unit);
      const at = iso(acted + off);
      const query = () => ({ sentAt: iso(Date.now() + off) });
      expect([
        await by.code(dispatch.hear, { params: { unitId: unit }, query: query(), body: { at } }),
        await by.code(dispatch.stamp, { params, query: query(), body: { status: "on_scene", at } }),
        await by.code(dispatch.note, { params, query: query(), body: { text: "معه سكين", at } }),
        await by.code(dispatch.readDanger, {
          params,
          query: query(),
          body: { seq: 0, interventionId: one.interventionId, at },
        }),
        await by.code(dispatch.finish, { params, query: query(), body: { disposition: "10", outcome: "أُوقف", at } }),
        await by.code(dispatch.takeUp, { query: query(), body: { reference: heard.reference, at } }),
        await by.code(dispatch.flagDown, { query: query(), body: { place: PLACES.SU1, subcategory: "TRF.OBS", at } }),
      ]).toEqual(Array.from({ length: 7 }, () => "ok"));
      const asked = "select max(on_scene_at) as met from assignment where unit_id = $1";
      const { rows } = await room.database.db.pool.query<{ met: Date }>(asked, [unit]);
      expect(Math.abs((rows[0]?.met.getTime() ?? 0) - acted)).toBeLessThan(1_000);
      await leave(line);
    },
  );

  it("has an arrival before the cancellation open the case again, though its clock is ahead", async () => {
    const { by, one, params, acted } = await relieved();
    const { version } = await desk.must(interventions.card, { params: { interventionId: one.interventionId } });
    await desk.must(interventions.cancel, { params: { interventionId: one.interventionId }, body: { version, reason: "لا شيء" } });
    const off = 600_000;
    const body = { status: "on_scene" as const, at: iso(acted + off) };
    const arrived = await by.must(dispatch.stamp, { params, query: { sentAt: iso(Date.now() + off) }, body });
    expect(arrived.state).toBe("on_scene");
    expect((await desk.must(interventions.card, { params: { interventionId: one.interventionId } })).state).toBe("open");
  });

  it("has what it read of a danger kept, by when it read it", async () => {
    const { by, after, unit, one, params } = await relieved();
    const { version } = await desk.must(interventions.card, { params: { interventionId: one.interventionId } });
    await desk.must(interventions.mark, { params: { interventionId: one.interventionId }, body: { version, attributes: ["weapon"] } });
    const told = (await by.must(dispatch.duty, {}))?.assignments[0];
    const readAt = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(readAt);
    const line = await seat(after.userId, readAt + 1, unit);
    const body = { seq: told?.toldSeq ?? 0, interventionId: one.interventionId };
    expect(await by.must(dispatch.readDanger, { params, body })).toMatchObject({ unreadSince: expect.any(String) });
    const read = await by.must(dispatch.readDanger, { params, body: { ...body, at: iso(readAt) } });
    // Kept as read by its own person: the reliever reads for itself.
    expect(read).toMatchObject({ unreadSince: expect.any(String), readAt: iso(readAt) });
    await after.client.must(dispatch.readDanger, { params, body });
    const card = await desk.must(interventions.card, { params: { interventionId: one.interventionId } });
    expect(card.units[0]?.unreadSince).toBeNull();
    await leave(line);
  });

  it("has its vehicle and its people written on the unit of which it spoke, and not on that in which it sits now", async () => {
    const { by, after, unit, acted } = await relieved();
    const other = await relieved();
    const people = (id: string) => shown(id).then((each) => each?.crew);
    const lines = [await seat(after.userId, Date.now(), unit)];
    const { userId } = (await by.must(identity.me, {})).user;
    lines.push(await seat(userId, Date.now(), other.unit));
    const vehicle = "00123-16";
    const named = { vehicle, crew: ["ع. قادري"], unitId: unit, at: iso(acted) };
    expect(await by.must(dispatch.crew, { body: named })).toMatchObject({ unitId: unit, vehicle: null, crew: [] });
    const { unitId: _unit, ...timed } = named;
    expect(await by.must(dispatch.crew, { body: timed })).toMatchObject({ unitId: unit, crew: [] });
    expect([await people(unit), await people(other.unit)]).toEqual([[], []]);
    // A phone of before says neither: it speaks for the unit in which its officer sits.
    expect(await by.must(dispatch.crew, { body: { vehicle, crew: [] } })).toMatchObject({ unitId: other.unit, vehicle });
    expect(await by.code(dispatch.crew, { body: { vehicle, crew: [], unitId } })).toBe("object.not_found");
    for (const line of lines) await leave(line);
  });
});

describe("a person of a patrol without a unit", () => {
  it("calls for help as a unit of its own, which goes on with the second press and is gone when the call ends", async () => {
    const called = await help(relief.client);
    if (!called.ok) throw new Error(called.error.code);
    const { unitId: own } = called.value;
    expect(called.value).toMatchObject({ code: "7999", kind: "foot", sectorId: "SU1", isPerson: true, crew: ["relief"] });
    expect(await help(relief.client)).toMatchObject({ value: { unitId: own } });
    expect((await relief.client.must(dispatch.duty, {}))?.unit).toMatchObject({ unitId: own, distress: { takenUpBy: null } });
    expect((await shown(own))?.distress).not.toBeNull();
    const opened = await desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const sent = { params: { interventionId: opened.interventionId }, body: { unitId: own, anyway: true } };
    expect(codeOf(await desk.ask(dispatch.assign, sent))).toBe("unit.unavailable");
    expect(await endHelpOf(own)).toMatchObject({ value: { distress: null } });
    expect(await shown(own)).toBeUndefined();
    expect(await relief.client.must(dispatch.duty, {})).toBeNull();
    // Its badge is free for the next one.
    const again = await help(relief.client);
    expect(again).toMatchObject({ value: { code: "7999" } });
    if (again.ok) await endHelp(desk, again.value);
  });

  it("presses twice at once and is one", async () => {
    const called = await Promise.all([help(relief.client), help(relief.client), help(relief.client)]);
    const ids = new Set(called.map((each) => (each.ok ? each.value.unitId : each.error.code)));
    expect(ids.size).toBe(1);
    await endHelpOf([...ids][0] ?? "");
  });
});

it("in many reliefs at random moments no call for help is refused, and no stamp stands under another's name", async () => {
  const usernames = ["account", "second", "third"];
  const officers: Officer[] = [];
  for (const username of usernames) officers.push(await officer(username, (await putPerson(room, { username, role: "patrol" })).userId));
  const make = (code: string, userId?: string) =>
    chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1", ...(userId === undefined ? {} : { userId }) } });
  const [one, two] = [await make("R-5", officers[0]?.userId), await make("R-6")];
  let state = 42;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const before = (await logEntries(room)).length;
  const played = await playReliefs({
    supervisor: chief,
    desk,
    officers,
    unitIds: [one.unitId, two.unitId],
    sectorId: "SU1",
    place: PLACES.SU1,
    random,
    count: 40,
  });
  expect(played).toMatchObject({ helpRefused: 0, refused: [], underAnotherName: [] });
  expect(Math.min(played.helpCalled, played.acts)).toBeGreaterThan(5);
  const names = new Map(officers.map(({ userId }, at) => [userId, usernames[at]]));
  const logged = (await logEntries(room)).slice(before).filter(({ type, outcome }) => type === "assignment.stamped" && outcome === "done");
  const byCrews = logged.filter(({ actor_name }) => actor_name !== "dispatcher");
  expect(byCrews.map(({ subject_id, actor_name }) => [subject_id, actor_name])).toEqual(
    played.stamps.map(({ assignmentId, userId }) => [assignmentId, names.get(userId)]),
  );
}, 600_000);
