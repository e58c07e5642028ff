import { setTimeout } from "node:timers/promises";
import { bolos } from "@amaliyat/contract/bolos";
import { places } from "@amaliyat/contract/places";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { handOverLog, shifts, type HandOver, type Shift } from "@amaliyat/contract/shifts";
import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { makePartner } from "../testing/partners.ts";
import { alertBody, publishedAlert } from "../testing/public-alerts.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera, makeUnit } from "../testing/things/things.ts";
import { hashOf } from "./hand-over.ts";

let room: TestRoom;
let chief: TestClient;
let shift: Shift;

beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  chief = await room.as("supervisor");
  const users = await chief.must(identity.users, {});
  const chiefId = users.find(({ username }) => username === "supervisor")?.userId ?? "";
  const at = Date.now();
  const body = { sectorId: "SU1", name: "ن", from: new Date(at).toISOString(), to: new Date(at + 28_800_000).toISOString(), chiefId };
  const planned = await chief.must(shifts.plan, { body });
  shift = await chief.must(shifts.start, { params: { shiftId: planned.shiftId }, body: { version: 1 } });
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const read = (): Promise<HandOver> => chief.must(shifts.handOver, { params: { shiftId: shift.shiftId } });
/** Runs a statement as the application does for a supervisor of the sector, past its use cases. */
async function asChief(statement: string): Promise<void> {
  const client = await room.database.db.pool.connect();
  try {
    await client.query("begin; set local role amaliyat_app; set local amaliyat.role = 'supervisor'; set local amaliyat.sectors = 'SU1'");
    await client.query(statement);
    await client.query("commit");
  } finally {
    client.release(true);
  }
}
const open = async (as: "dispatcher" | "dispatcher2") =>
  (await room.as(as)).must(interventions.open, {
    body: { origin: "desk", place: PLACES[as === "dispatcher" ? "SU1" : "SU2"], subcategory: "TRF.OBS" },
  });

it("writes itself from what happened in its sector, and in no other", async () => {
  const dispatcher = await room.as("dispatcher");
  const [card, elsewhere] = [await open("dispatcher"), await open("dispatcher2")];
  const unit = await makeUnit(room, "SU1", "D1");
  const params = { interventionId: card.interventionId };
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params, body: { unitId: unit.unitId } });
  const refused = { status: "refused" as const, reason: "عطل في المحرك" };
  await (await room.as("patrol")).must(dispatch.stamp, { params: { assignmentId }, body: refused });
  await chief.must(dispatch.setUnitService, {
    params: { unitId: unit.unitId },
    body: { available: false, reason: "vehicle", note: "في الورشة" },
  });
  await (await room.as("patrol")).must(dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place: null } });
  const { version } = await dispatcher.must(interventions.prioritise, { params, body: { version: 1, priority: "P1", reason: "جرحى" } });
  const still = await open("dispatcher");
  await dispatcher.must(interventions.close, { params, body: { version, disposition: "03", outcome: "أزيلت" } });
  const { cameraId } = await makeCamera(room, "SU1", "C1");
  await room.database.db.pool.query(
    `insert into gap (camera_id, from_at, to_at, cause) values ($1, now(), now() + interval '2 minutes', 'connection_lost'),
      ($1, now() + interval '3 minutes', now() + interval '3 minutes 5 seconds', 'camera_stalled')`,
    [cameraId],
  );
  const { log, seal } = await read();
  expect(seal).toBe("open");
  expect(log.lines.map((line) => [line.kind, line.reference ?? line.unit ?? line.camera, line.text])).toEqual([
    ["opened", card.reference, null],
    ["refused", card.reference, "عطل في المحرك"],
    ["unit_out", "D1", "في الورشة"],
    ["help_called", "D1", null],
    ["raised", card.reference, "جرحى"],
    ["opened", still.reference, null],
    ["closed", card.reference, "أزيلت"],
    ["camera_lost", "C1", null],
  ]);
  expect(log.lines.find(({ kind }) => kind === "unit_out")).toMatchObject({ cause: "vehicle", by: "supervisor" });
  expect(log.openWork.map(({ reference }) => reference)).toEqual([still.reference]);
  expect(JSON.stringify(log)).not.toContain(elsewhere.reference);
});

it("takes notes that nobody changes; a correction is another note; a matter stays until it is settled", async () => {
  const operator = await room.as("operator");
  const note = await operator.must(shifts.note, { body: { sectorId: "SU1", text: "المصعد معطل", matter: true } });
  const correction = await operator.must(shifts.note, { body: { sectorId: "SU1", text: "الدرج لا المصعد", corrects: note.noteId } });
  const { log } = await read();
  expect(log.lines.filter(({ kind }) => kind === "note").map(({ note: each }) => [each?.text, each?.corrects, each?.matter])).toEqual([
    ["المصعد معطل", null, "open"],
    ["الدرج لا المصعد", note.noteId, "none"],
  ]);
  expect(log.matters.map(({ noteId }) => noteId)).toEqual([note.noteId]);
  await chief.must(shifts.setMatter, { params: { noteId: note.noteId }, body: { open: false } });
  await chief.must(shifts.setMatter, { params: { noteId: note.noteId }, body: { open: false } });
  expect((await read()).log.matters).toEqual([]);
  await chief.must(shifts.setMatter, { params: { noteId: correction.noteId }, body: { open: true } });
  expect((await read()).log.matters.map(({ noteId }) => noteId)).toEqual([correction.noteId]);
  const entries = await logEntries(room, note.noteId);
  expect(entries.map(({ type, detail }) => [type, detail?.["repeated"] ?? null])).toEqual([
    ["shift.noted", null],
    ["shift.matter_changed", false],
    ["shift.matter_changed", true],
  ]);
  expect(JSON.stringify(entries)).not.toContain("المصعد");
  await expect(asChief("update shift_note set text = 'x'")).rejects.toThrow("permission denied");
});

type Rung = {
  readonly ending: string;
  readonly line?: string;
  readonly number?: string;
  readonly sector?: string;
  readonly nature?: string;
};

/** Calls that came in one after the other, as the switchboard leaves them; those that were answered were answered after 4 s. */
async function rang(calls: readonly Rung[]): Promise<void> {
  for (const { ending, line = "17", number = null, sector = null, nature = null } of calls)
    await room.database.db.pool.query(
      `insert into call (call_id, reference, arrived_at, since, ended_at, line, ending, number_key, sector_id, nature, answered_at)
        select gen_random_uuid(), 'C-' || (select count(*) from call), clock_timestamp(), now(), clock_timestamp() + interval '40 s', $2, $1,
          $3, $4, $5, case when $1 = 'answered' then now() end`,
      [ending, line, number, sector, nature],
    );
  // The room reads up to a millisecond, and the last call came within one.
  await setTimeout(2);
}

it("holds the calls: counts by line, and who is still to be called back; those of other sectors and of numbers that got through are not", async () => {
  await rang([
    { ending: "abandoned", number: "0551", line: "1548" },
    { ending: "answered", number: "0551", nature: "NUI" },
    { ending: "abandoned", number: "0552" },
    { ending: "abandoned", number: "0552" },
    { ending: "zero_second", number: "0553" },
    { ending: "lost", number: "0554", sector: "SU2" },
    { ending: "answered", sector: "SU1" },
  ]);
  const { calls } = (await read()).log;
  const none = { abandoned: 0, zeroSecond: 0, overflowed: 0, nuisance: 0, withIntervention: 0 };
  expect(calls?.lines).toEqual([
    { ...none, line: "1548", calls: 1, answered: 0, abandoned: 1 },
    { ...none, line: "17", calls: 5, answered: 2, abandoned: 2, zeroSecond: 1, nuisance: 1 },
  ]);
  expect(calls?.toCallBack).toMatchObject([{ reference: "C-3", line: "17", tries: 2 }]);
  expect(Math.round(calls?.toCallBack[0]?.waitS ?? 0)).toBe(40);
  // The paper keeps the references of callers to call back, and no number.
  expect(JSON.stringify(calls)).not.toContain("0552");
});

it("has what stands and goes on: who is looked for, what the town is told, forwards that wait, hazards, reserved units, and its sector", async () => {
  const dispatcher = await room.as("dispatcher");
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const car = { kind: "vehicle" as const, priority: "P2" as const, text: "سيارة مسروقة", facts: { plate: "00123 116 30" } };
  const bolo = await dispatcher.must(bolos.write, { body: { ...car, sectors: ["SU1"] } });
  await dispatcher.must(bolos.publish, { params: { boloId: bolo.boloId }, body: { version: 1 } });
  const away = await (await room.as("dispatcher2")).must(bolos.write, { body: { ...car, sectors: ["SU2"] } });
  await (await room.as("dispatcher2")).must(bolos.publish, { params: { boloId: away.boloId }, body: { version: 1 } });
  const alert = await publishedAlert(dispatcher, await room.as("supervisor0"), alertBody(Date.now()));
  const hazard = {
    kind: "dog" as const,
    words: "كلب طليق في الفناء",
    certainty: "fact" as const,
    source: "patrol" as const,
    sourceWords: null,
    point: PLACES.SU1,
    area: { kind: "radius" as const, metres: 50 },
    atHome: false,
    from: at(-1),
    until: at(48),
    reviewAt: at(24),
  };
  await dispatcher.must(places.writeHazard, { body: hazard });
  const home = await chief.must(places.writeHazard, { body: { ...hazard, atHome: true, words: "كلب في بيت فلان" } });
  const seen = { params: { hazardId: home.hazardId }, body: { version: 1, act: "confirm" as const } };
  await (await room.as("supervisor0")).must(places.judgeHazard, seen);
  const unit = await chief.must(dispatch.createUnit, { body: { code: "H-9", kind: "car", sectorId: "SU1" } });
  await dispatcher.must(dispatch.reserve, { params: { unitId: unit.unitId }, body: { until: at(2), for: "حراسة الملعب" } });
  const { partnerId } = await makePartner(room, "civil", "screen");
  const opened = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.MAT" } });
  await dispatcher.must(partnerRoutes.forward, { params: { interventionId: opened.interventionId }, body: { partnerId } });
  const lost = "update forward set kind = 'failed', next_try_at = null where intervention_id = $1";
  await room.database.db.pool.query(lost, [opened.interventionId]);
  const { log } = await read();
  expect(log.standing?.sector).toMatchObject({ sectorId: "SU1", names: { ar: expect.any(String) } });
  expect(log.standing?.bolos.map(({ reference }) => reference)).toEqual([bolo.reference]);
  expect(log.standing?.alerts).toMatchObject([{ reference: alert.reference, title: { ar: "غلق شارع فلسطين" } }]);
  expect(log.standing?.hazards).toMatchObject([
    { kind: "dog", words: "كلب طليق في الفناء", isConfirmed: false },
    { kind: "dog", words: null, address: null, isConfirmed: true },
  ]);
  expect(log.standing?.reservations).toMatchObject([{ unit: "H-9", reason: "حراسة الملعب" }]);
  expect(log.standing?.forwards).toMatchObject([{ reference: opened.reference, state: "failed", partner: { fr: "civil" } }]);
  // Taken back, or ended in the room, while the partner is away: it works on it until it hears that.
  const forwards = async () => (await read()).log.standing?.forwards;
  const query = (set: string) =>
    room.database.db.pool.query(`update forward set ${set} where intervention_id = $1`, [opened.interventionId]);
  const { version } = await dispatcher.must(interventions.card, { params: { interventionId: opened.interventionId } });
  const cancel = { params: { interventionId: opened.interventionId }, body: { version, reason: "بلاغ كاذب" } };
  await dispatcher.must(interventions.cancel, cancel);
  expect(await forwards()).toEqual([]);
  await query("kind = 'cancelled', notice = 'due'");
  expect(await forwards()).toMatchObject([{ reference: opened.reference, state: "cancelled" }]);
  await query(
    "kind = 'acknowledged', notice = 'none', cause = null, update_waits = true, update_attempts = 3, update_cause = 'partner.unreachable'",
  );
  expect(await forwards()).toMatchObject([{ state: "acknowledged", cause: "partner.unreachable" }]);
});

it("is read as it was signed where no call stood in it yet", () => {
  const { calls: _calls, ...before } = handOverLog.parse({
    shiftId: shift.shiftId,
    from: shift.from,
    to: shift.to,
    lines: [],
    openWork: [],
    matters: [],
  });
  expect(handOverLog.parse(before)).toMatchObject({ calls: null, standing: null });
});

it("is another sector's for nobody: neither log, notes nor matters", async () => {
  const stranger = await room.as("supervisor2");
  const { log } = await read();
  const noteId = log.matters[0]?.noteId ?? "";
  expect(await stranger.code(shifts.handOver, { params: { shiftId: shift.shiftId } })).toBe("object.not_found");
  expect(await stranger.code(shifts.note, { body: { sectorId: "SU1", text: "x" } })).toBe("object.not_found");
  expect(await stranger.code(shifts.note, { body: { sectorId: "SU2", text: "x", corrects: noteId } })).toBe("object.not_found");
  expect(await stranger.code(shifts.setMatter, { params: { noteId }, body: { open: false } })).toBe("object.not_found");
  expect(await (await room.as("patrol")).code(shifts.handOver, { params: { shiftId: shift.shiftId } })).toBe("access.not_your_role");
});

it("stays as both chiefs signed it, and shows a change that was made past the room", async () => {
  const params = { shiftId: shift.shiftId };
  const signed = await chief.must(shifts.signOut, { params, body: { version: shift.version } });
  await (await room.as("operator")).must(shifts.note, { body: { sectorId: "SU1", text: "بعد التوقيع" } });
  const hash = signed.shift.hash ?? "";
  await (await room.as("supervisor0")).must(shifts.signIn, { params, body: { version: signed.shift.version, hash } });
  const kept = await read();
  expect(kept).toMatchObject({ seal: "kept", log: signed.log });
  const pool = room.database.db.pool;
  const { rows } = await pool.query<{ content: string }>("select content from shift_paper where shift_id = $1", [shift.shiftId]);
  const content = rows[0]?.content ?? "";
  expect(hashOf(content)).toBe(hash);
  // Not even the room's own application changes it, or throws it away.
  await asChief("delete from shift_paper");
  expect((await pool.query("select from shift_paper")).rowCount).toBe(1);
  await expect(asChief("update shift_paper set content = 'x'")).rejects.toThrow("permission denied");
  const forged = content.replace("أزيلت", "لم تزل");
  expect(forged).not.toBe(content);
  await pool.query("update shift_paper set content = $1", [forged]);
  expect((await read()).seal).toBe("changed");
  // A changed hash in the same row is detected by the room's log.
  await pool.query("update shift set hash = $1 where shift_id = $2", [hashOf(forged), shift.shiftId]);
  expect((await read()).seal).toBe("changed");
  await pool.query("update shift set hash = $1 where shift_id = $2", [hash, shift.shiftId]);
  await pool.query("update shift_paper set content = $1", [content]);
  expect((await read()).seal).toBe("kept");
});
