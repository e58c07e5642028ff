import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putPerson } from "../../testing/people.ts";
import { codeOf, signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { openScreen } from "../../testing/screen.ts";
import { endHelp, makeUnit, takeUpHelp } from "../../testing/things/things.ts";

const HOUR = 3_600_000;
let room: TestRoom;
let desk: TestClient;
let chief: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, chief, crew] = [await room.as("dispatcher"), await room.as("supervisor"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "L-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const iso = (at: number) => new Date(at).toISOString();
const open = (by = desk, place: (typeof PLACES)["SU1" | "SU2"] = PLACES.SU1): Promise<InterventionCard> =>
  by.must(interventions.open, { body: { origin: "desk", place, subcategory: "SUS.PER" } });
const params = ({ interventionId }: { readonly interventionId: string }) => ({ params: { interventionId } });
const now = (of: { readonly interventionId: string }) => desk.must(interventions.card, params(of));
const send = (to: InterventionCard) => desk.must(dispatch.assign, { ...params(to), body: { unitId, anyway: true } });
const stamp = (by: TestClient, assignmentId: string, status: "accepted" | "on_scene" | "cleared", at = Date.now()) =>
  by.code(dispatch.stamp, { params: { assignmentId }, body: { status, at: iso(at) } });
const flag = (by: TestClient, at: number) =>
  by.ask(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "OTH.WPN", note: "رجل معه بندقية", at: iso(at) } });
async function free(by = crew): Promise<void> {
  for (const { assignmentId } of (await by.must(dispatch.duty, {}))?.assignments ?? []) await stamp(by, assignmentId, "cleared");
}
/** A moment that lies between what was done before and what is done after. */
async function moment(): Promise<number> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  await pause();
  const at = Date.now();
  await pause();
  return at;
}

let made = 0;
/** An officer of SU1 who speaks for a unit of their own. */
async function officer() {
  made += 1;
  const username = `late${made}`;
  const { userId } = await putPerson(room, { username, role: "patrol", badge: `81${100 + made}` });
  const unit = await chief.must(dispatch.createUnit, { body: { code: `LX-${made}`, kind: "car", sectorId: "SU1", userId } });
  return { userId, unitId: unit.unitId, client: await signedIn(room.url, username, PASSWORD) };
}
const retire = (unit: string) => chief.code(dispatch.retireUnit, { params: { unitId: unit }, body: { reason: "عطب" } });

describe("a crew whose unit was retired before its phone had a link again", () => {
  it("opens what it met, with its words, and says how that ended", async () => {
    const own = await officer();
    const met = await moment();
    expect(await retire(own.unitId)).toBe("ok");
    const flagged = await flag(own.client, met);
    expect(flagged).toMatchObject({ ok: true, value: { state: "on_scene", notes: [{ text: "رجل معه بندقية" }] } });
    if (!flagged.ok) return;
    const body = { disposition: "10" as const, outcome: "سُلّم السلاح", at: iso(met + 1) };
    const finished = await own.client.must(dispatch.finish, { params: { assignmentId: flagged.value.assignmentId }, body });
    expect(finished).toMatchObject({ closed: true, duty: null });
    // Later acts of the person are no acts of the unit any more.
    expect(await own.client.code(dispatch.flagDown, { body: { place: PLACES.SU1, at: iso(Date.now()) } })).toBe("object.not_found");
  });

  it("takes up what it heard of, and says that all is well", async () => {
    const own = await officer();
    const one = await open();
    const heard = await moment();
    expect(await retire(own.unitId)).toBe("ok");
    const takeUp = () => own.client.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(heard) } });
    const taken = await takeUp();
    expect(taken).toMatchObject({ state: "withdrawn", acceptedAt: iso(heard) });
    // Nobody drives a unit that is in no list any more: the case waits for another.
    expect((await now(one)).units).toMatchObject([{ state: "withdrawn", acceptedAt: iso(heard) }]);
    expect((await now(one)).events.map(({ kind }) => kind)).toEqual(["opened", "crew_reported"]);
    expect((await takeUp()).assignmentId).toBe(taken.assignmentId);
    expect(await own.client.code(dispatch.hear, { params: { unitId: own.unitId }, body: { at: iso(heard) } })).toBe("ok");
  });
});

it("what a crew takes up while the desk sends it there is accepted, once", async () => {
  const one = await open();
  const heard = await moment();
  const sent = await send(one);
  const takeUp = () => crew.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(heard) } });
  expect(await takeUp()).toMatchObject({ state: "accepted", assignmentId: sent.assignmentId });
  await stamp(crew, sent.assignmentId, "on_scene");
  expect(await takeUp()).toMatchObject({ state: "on_scene", assignmentId: sent.assignmentId });
  await free();
});

describe("what a crew without a link takes up, and the desk ends meanwhile", () => {
  const takeUp = (one: InterventionCard, at: number) => crew.ask(dispatch.takeUp, { body: { reference: one.reference, at: iso(at) } });
  const cancel = async (one: InterventionCard) => {
    const { version } = await now(one);
    return desk.must(interventions.cancel, { ...params(one), body: { version, reason: "لا شيء" } });
  };
  const close = async (one: InterventionCard) => {
    const { version } = await now(one);
    return desk.must(interventions.close, { ...params(one), body: { version, disposition: "10", outcome: "انتهى" } });
  };
  const kindsAfter = async (one: InterventionCard, seq: number) => (await now(one)).events.slice(seq).map(({ kind }) => kind);

  it("is kept on a cancelled case; an arrival before the cancellation opens it again with the crew on scene", async () => {
    const one = await open();
    const [heard, there] = [await moment(), await moment()];
    const { version } = await cancel(one);
    const taken = await takeUp(one, heard);
    expect(taken).toMatchObject({ ok: true, value: { state: "withdrawn", acceptedAt: iso(heard), reference: one.reference } });
    if (!taken.ok) return;
    const { assignmentId } = taken.value;
    expect(await takeUp(one, heard)).toMatchObject({ value: { assignmentId, state: "withdrawn" } });
    expect(await kindsAfter(one, version)).toEqual(["crew_reported"]);
    expect((await crew.must(dispatch.duty, {}))?.assignments).toEqual([]);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await now(one)).toMatchObject({ state: "open", units: [{ assignmentId, state: "on_scene", acceptedAt: iso(heard) }] });
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين", at: iso(there) } });
    const finished = await crew.must(dispatch.finish, {
      params: { assignmentId },
      body: { disposition: "10", outcome: "أُوقف", at: iso(there + 1) },
    });
    expect(finished).toMatchObject({ closed: true, duty: { assignments: [] } });
    expect(JSON.stringify((await now(one)).events)).toContain("عنده سكين");
  });

  it("is kept on a closed case with all that the crew says afterwards, and the case stays closed", async () => {
    const one = await open();
    const heard = await moment();
    const { version } = await close(one);
    const taken = await takeUp(one, heard);
    if (!taken.ok) throw new Error(taken.error.code);
    const { assignmentId } = taken.value;
    expect(await stamp(crew, assignmentId, "on_scene", heard + 1)).toBe("ok");
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين", at: iso(heard + 2) } });
    const body = { disposition: "10" as const, outcome: "لم نجد أحدا", at: iso(heard + 3) };
    expect(await crew.must(dispatch.finish, { params: { assignmentId }, body })).toMatchObject({ closed: false });
    expect(await kindsAfter(one, version)).toEqual(["crew_reported", "crew_reported", "noted", "crew_reported", "noted"]);
    expect((await now(one)).state).toBe("closed");
  });

  it("hangs on the assignment by which the desk had sent it there", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const [heard, there] = [await moment(), await moment()];
    await cancel(one);
    expect(await takeUp(one, heard)).toMatchObject({ value: { assignmentId, state: "withdrawn", acceptedAt: iso(heard) } });
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await now(one)).toMatchObject({ state: "open", units: [{ assignmentId, state: "on_scene" }] });
    await free();
  });

  it("is refused on a case that had ended before", async () => {
    const [cancelled, closed] = [await open(), await open()];
    await cancel(cancelled);
    await close(closed);
    const heard = await moment();
    for (const one of [cancelled, closed])
      expect(await takeUp(one, heard)).toMatchObject({ error: { code: "assignment.intervention_not_open" } });
    expect(await kindsAfter(cancelled, 2)).not.toContain("crew_reported");
  });
});

describe("what a crew takes up in the next sector", () => {
  const next = () => room.as("dispatcher2");
  const takeUp = (there: InterventionCard, at: number) => crew.must(dispatch.takeUp, { body: { reference: there.reference, at: iso(at) } });

  it("is known to the desks of both sectors, with all that the crew says of it", async () => {
    const [desk2, screen] = [await next(), await openScreen(await next())];
    const there = await open(desk2, PLACES.SU2);
    const { assignmentId } = await takeUp(there, Date.now());
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.interventionId === there.interventionId);
    screen.socket.terminate();
    expect(await stamp(crew, assignmentId, "on_scene")).toBe("ok");
    await crew.must(dispatch.note, { params: { assignmentId }, body: { text: "عنده سكين", at: iso(Date.now()) } });
    const card = await desk2.must(interventions.card, params(there));
    expect(card).toMatchObject({ units: [{ assignmentId, state: "on_scene" }] });
    expect(JSON.stringify(card.events)).toContain("عنده سكين");
    const own = (await desk.must(dispatch.units, {})).find((each) => each.unitId === unitId);
    expect(own).toMatchObject({ status: "on_scene", interventionId: there.interventionId });
    await free();
  });

  it("is kept though its desk ended it before the phone had a link", async () => {
    const desk2 = await next();
    const there = await open(desk2, PLACES.SU2);
    const heard = await moment();
    const body = { version: there.version, reason: "لا شيء" };
    await desk2.must(interventions.cancel, { ...params(there), body });
    const { assignmentId, state } = await takeUp(there, heard);
    expect(state).toBe("withdrawn");
    expect(await stamp(crew, assignmentId, "on_scene", heard + 1)).toBe("ok");
    expect(await desk2.must(interventions.card, params(there))).toMatchObject({
      state: "open",
      units: [{ assignmentId, state: "on_scene" }],
    });
    await free();
  });
});

describe("steps out of order", () => {
  it("leave a crew that cleared free, though its arrival before the cancellation comes after", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const [there, left] = [await moment(), await moment()];
    const { version } = await now(one);
    await desk.must(interventions.cancel, { ...params(one), body: { version, reason: "خطأ" } });
    expect([await stamp(crew, assignmentId, "cleared", left), await stamp(crew, assignmentId, "on_scene", there)]).toEqual(["ok", "ok"]);
    expect((await now(one)).state).toBe("open");
    expect((await crew.must(dispatch.duty, {}))?.assignments).toEqual([]);
  });

  it("bring a crew to the case into which its own was merged, and which the desk cancelled after it was there", async () => {
    const [one, target] = [await open(), await open()];
    const { assignmentId } = await send(one);
    const there = await moment();
    const reason = "لا شيء";
    const { version } = await now(one);
    await desk.must(interventions.cancel, { ...params(one), body: { version, reason } });
    await desk.must(interventions.reopen, { ...params(one), body: { version: version + 1, reason } });
    const into = { version: version + 2, into: target.interventionId, moveAssignments: true };
    await desk.must(interventions.merge, { ...params(one), body: into });
    await desk.must(interventions.cancel, { ...params(target), body: { version: (await now(target)).version, reason } });
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await now(target)).toMatchObject({ state: "open", units: [{ assignmentId, state: "on_scene" }] });
    await free();
  });

  it("leave a crew on scene where it came last, though the desk cancelled that one meanwhile", async () => {
    const [before, after] = [await open(), await open()];
    const [first, second] = [await send(before), await send(after)];
    const [there, next] = [await moment(), await moment()];
    await desk.must(interventions.cancel, { ...params(after), body: { version: (await now(after)).version, reason: "خطأ" } });
    expect(await stamp(crew, first.assignmentId, "on_scene", there)).toBe("ok");
    expect(await stamp(crew, second.assignmentId, "on_scene", next)).toBe("ok");
    expect(await now(after)).toMatchObject({ state: "open", units: [{ state: "on_scene", onSceneAt: iso(next) }] });
    expect((await now(before)).units).toMatchObject([{ state: "accepted", onSceneAt: iso(there) }]);
    await free();
  });

  it("take no crew away from where it came later", async () => {
    const [before, after] = [await open(), await open()];
    const [first, second] = [await send(before), await send(after)];
    const there = await moment();
    expect(await stamp(desk, second.assignmentId, "on_scene")).toBe("ok");
    expect(await stamp(crew, first.assignmentId, "on_scene", there)).toBe("ok");
    expect((await now(after)).units).toMatchObject([{ state: "on_scene" }]);
    expect((await now(before)).units).toMatchObject([{ state: "accepted", onSceneAt: iso(there) }]);
    expect(await stamp(crew, first.assignmentId, "cleared", there + 1)).toBe("ok");
    expect((await now(after)).units).toMatchObject([{ state: "on_scene" }]);
    await free();
  });

  it("of an officer who was relieved leave the crew of now where it is", async () => {
    const { userId } = await putPerson(room, { username: "reliever", role: "patrol", badge: "81900" });
    const reliever = await signedIn(room.url, "reliever", PASSWORD);
    const met = await moment();
    const seat = { kind: "crew" as const, unitId, vehicle: "V-1" };
    const body = { sectorId: "SU1", userId, seat, from: iso(met + 1), to: iso(met + HOUR) };
    const { lineId } = await chief.must(shifts.seat, { body });
    const one = await open();
    await stamp(reliever, (await send(one)).assignmentId, "on_scene");
    expect(await flag(crew, met)).toMatchObject({ ok: true });
    expect((await now(one)).units).toMatchObject([{ state: "on_scene" }]);
    await free(reliever);
    await chief.must(shifts.endSeat, { params: { lineId } });
  });
});

describe("an arrival that is heard of after the desk took the crew back", () => {
  const cancelAndReopen = async (one: InterventionCard) => {
    const reason = "لا شيء";
    const { version } = await now(one);
    await desk.must(interventions.cancel, { ...params(one), body: { version, reason } });
    await desk.must(interventions.reopen, { ...params(one), body: { version: version + 1, reason } });
  };
  const withdraw = (assignmentId: string) => desk.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "لا حاجة" } });
  const shown = async () => (await desk.must(dispatch.units, {})).find((each) => each.unitId === unitId);
  const markArmed = async (one: InterventionCard) =>
    desk.must(interventions.mark, { ...params(one), body: { version: (await now(one)).version, attributes: ["weapon"] } });

  it("by a cancellation binds it again though the desk has opened the case by itself", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const there = await moment();
    await cancelAndReopen(one);
    const elsewhere = await send(await open());
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await now(one)).toMatchObject({ state: "open", units: [{ assignmentId, state: "on_scene", onSceneAt: iso(there) }] });
    expect(await shown()).toMatchObject({ status: "on_scene", interventionId: one.interventionId });
    await markArmed(one);
    const orders = (await crew.must(dispatch.duty, {}))?.assignments ?? [];
    expect(orders.map((each) => each.assignmentId)).toEqual([assignmentId, elsewhere.assignmentId]);
    expect(orders[0]?.unreadSince).not.toBeNull();
    await free();
  });

  it("by a cancellation binds it to the case that stays, and the desks see it there", async () => {
    const [one, target] = [await open(), await open()];
    const { assignmentId } = await send(one);
    const there = await moment();
    await cancelAndReopen(one);
    const body = { version: (await now(one)).version, into: target.interventionId, moveAssignments: true };
    await desk.must(interventions.merge, { ...params(one), body });
    const screen = await openScreen(desk);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    await screen.happens(
      "intervention",
      ({ row }) => row.interventionId === target.interventionId && row.units.some(({ state }) => state === "on_scene"),
    );
    screen.socket.terminate();
    expect(await now(target)).toMatchObject({ state: "open", units: [{ assignmentId, state: "on_scene" }] });
    await free();
  });

  it("alone binds it again: the desk did not know that it was there", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const there = await moment();
    await withdraw(assignmentId);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect((await now(one)).units).toMatchObject([{ assignmentId, state: "on_scene", endedAt: null, reason: null }]);
    expect(await shown()).toMatchObject({ status: "on_scene" });
    // The desk knows now: its word stands, whatever the phone says again.
    await withdraw(assignmentId);
    expect(await stamp(crew, assignmentId, "on_scene", there + 1)).toBe("ok");
    expect(await shown()).toMatchObject({ status: "available" });
  });

  it("leaves it where the desk sent it since, or where it went by itself", async () => {
    const [one, next, own] = [await open(), await open(), await open()];
    const first = await send(one);
    const there = await moment();
    await withdraw(first.assignmentId);
    const second = await send(next);
    expect(await stamp(crew, first.assignmentId, "on_scene", there)).toBe("ok");
    expect((await now(one)).units).toMatchObject([{ state: "withdrawn", onSceneAt: iso(there) }]);
    expect(await shown()).toMatchObject({ interventionId: next.interventionId });

    await stamp(crew, second.assignmentId, "cleared");
    const [again, before] = [await send(one), await send(own)];
    const [came, left] = [await moment(), await moment()];
    expect(await stamp(desk, before.assignmentId, "on_scene", left)).toBe("ok");
    expect(await stamp(desk, before.assignmentId, "cleared")).toBe("ok");
    await withdraw(again.assignmentId);
    expect(await stamp(crew, again.assignmentId, "on_scene", came)).toBe("ok");
    expect(await shown()).toMatchObject({ status: "available" });
  });

  it("changes nothing if it came after that, or if the unit is retired since", async () => {
    const one = await open();
    const late = await send(one);
    await withdraw(late.assignmentId);
    expect(await stamp(crew, late.assignmentId, "on_scene", await moment())).toBe("ok");
    expect(await shown()).toMatchObject({ status: "available" });

    const own = await officer();
    const body = { unitId: own.unitId, anyway: true };
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body });
    const there = await moment();
    await withdraw(assignmentId);
    expect(await retire(own.unitId)).toBe("ok");
    expect(await stamp(own.client, assignmentId, "on_scene", there)).toBe("ok");
    expect((await now(one)).units.find((each) => each.assignmentId === assignmentId)).toMatchObject({ state: "withdrawn" });
  });
});

it("a crew that is on scene at one of two that turn out to be the same is on scene at the one that stays", async () => {
  const [leaves, stays] = [await open(), await open()];
  const { assignmentId } = await send(leaves);
  await send(stays);
  await stamp(crew, assignmentId, "on_scene");
  const body = { version: (await now(leaves)).version, into: stays.interventionId, moveAssignments: true };
  await desk.must(interventions.merge, { ...params(leaves), body });
  const card = await now(stays);
  expect(card.units.filter(({ state }) => state !== "withdrawn")).toMatchObject([{ state: "on_scene" }]);
  const cancel = { ...params(stays), body: { version: card.version, reason: "خطأ" } };
  expect(await desk.code(interventions.cancel, cancel)).toBe("intervention.unit_on_scene");
  await free();
});

it("a room that fails between the opening and the sending keeps neither, and the same request then carries out both", async () => {
  const own = await officer();
  const { pool } = room.database.db;
  await pool.query(`create function refuse_once() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$`);
  await pool.query("create trigger refuse_once before insert on assignment for each row execute function refuse_once()");
  const once = crypto.randomUUID();
  const body = { place: PLACES.SU1, subcategory: "OTH.WPN" as const, note: "سكين", at: iso(Date.now()) };
  expect((await own.client.ask(dispatch.flagDown, { body, once })).ok).toBe(false);
  await pool.query("drop trigger refuse_once on assignment; drop function refuse_once()");
  expect(await own.client.ask(dispatch.flagDown, { body, once })).toMatchObject({ ok: true, value: { state: "on_scene" } });
});

describe("a call for help", () => {
  const press = (by: TestClient) => by.ask(dispatch.panic, { query: {}, body: { at: iso(Date.now()), place: PLACES.SU1 } });
  const codesOf = (answers: readonly Awaited<ReturnType<typeof press>>[]) => answers.map((each) => (each.ok ? "ok" : each.error.code));

  it("is heard in the moment in which its unit is retired, by one who is then a unit of their own", async () => {
    for (let turn = 0; turn < 10; turn++) {
      const own = await officer();
      const [called] = await Promise.all([press(own.client), retire(own.unitId)]);
      expect(codesOf([called])).toEqual(["ok"]);
      const inForce = (await desk.must(dispatch.units, {})).filter(({ distress }) => distress !== null);
      expect(inForce.map((each) => each.unitId)).toContain(called.ok ? called.value.unitId : "");
      for (const each of inForce) await endHelp(desk, each);
    }
  });

  it("is heard in the moment in which the desk ends the one before, whether its person has a unit or none", async () => {
    await putPerson(room, { username: "alone", role: "patrol", badge: "81999" });
    const phones = [await signedIn(room.url, "alone", PASSWORD), await signedIn(room.url, "alone", PASSWORD)];
    for (let turn = 0; turn < 10; turn++) {
      const [first] = await Promise.all(phones.map(press));
      if (first?.ok !== true) throw new Error("the first press was refused");
      const [, ...again] = await Promise.all([endHelp(desk, first.value), ...phones.map(press)]);
      expect(codesOf(again)).toEqual(["ok", "ok"]);
      for (const each of again) if (each.ok) await endHelp(desk, each.value);
    }
  });

  it("is heard in the moment in which another has the account of its unit", async () => {
    const { userId: spare } = await putPerson(room, { username: "spare", role: "patrol", badge: "81998" });
    for (let turn = 0; turn < 8; turn++) {
      const own = await officer();
      const give = (userId: string | null) => chief.code(dispatch.changeUnit, { params: { unitId: own.unitId }, body: { userId } });
      const [one, , other] = await Promise.all([press(own.client), give(spare), press(own.client)]);
      expect(codesOf([one, other])).toEqual(["ok", "ok"]);
      for (const each of [one, other]) if (each.ok) await endHelp(desk, each.value);
      expect(await give(null)).toBe("ok");
    }
  });
});

it("what a desk says of a unit that another desk retired is refused with the cause", async () => {
  const own = await officer();
  expect(await retire(own.unitId)).toBe("ok");
  const params = { unitId: own.unitId };
  expect([
    await desk.code(dispatch.setUnitService, { params, body: { available: false, reason: "meal" } }),
    await desk.code(dispatch.reserve, { params, body: { until: null, for: null } }),
    await desk.code(dispatch.hear, { params, body: {} }),
    codeOf(await takeUpHelp(desk, { unitId: own.unitId, distress: null })),
    await desk.code(dispatch.loseDevice, { params }),
  ]).toEqual(Array.from({ length: 5 }, () => "unit.retired"));
});
