import { callPlaceRoutes, calls } from "@amaliyat/contract/calls";
import { interventions } from "@amaliyat/contract/interventions";
import { identity } from "@amaliyat/contract/identity";
import { statistics } from "@amaliyat/contract/statistics";
import { firstSettings } from "@amaliyat/domain/calls";
import { localDay } from "@amaliyat/domain/calendar";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { PLACES, temporaryData, type TestRoom } from "../testing/test-room.ts";
import { expireCallRecordings } from "./desk/recordings.ts";
import { callsDesk, until } from "../testing/calls-desk.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, connect, card, inState, ring, ringingOf, talk, over } = desk;
const KEY = "a key of sixteen letters";
let room: TestRoom;
let taker: TestClient;
let supervisor: TestClient;
let extension = "";
let smsFolder = "";

beforeAll(async () => {
  smsFolder = stack.use(await temporaryData()).path;
  const environment = { AMALIYAT_AML_KEY: KEY, AMALIYAT_SMS_FOLDER: smsFolder, AMALIYAT_OUTSIDE_URL: "https://room.example" };
  ({ room, taker, supervisor, extension } = await desk.open(stack, environment));
});
afterAll(() => stack.disposeAsync());

describe("a call", () => {
  it("is offered, answered and ended, and each of it stands in its rows and in the log", async () => {
    const callId = await talk();
    const talking = await card(callId);
    expect(talking).toMatchObject({ line: "1548", number: "0550123456", ending: null, takenBy: { name: "call_taker" } });
    expect(talking.events.map(({ kind }) => kind)).toEqual(["arrived", "announced", "offered", "answered"]);
    expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toEqual(["ring", "record", "play", "record"]);
    await over(callId);
    expect(await card(callId)).toMatchObject({ ending: "answered", state: "ended" });
    const { reference } = talking;
    // A request for the card before the call was written was refused, which is logged.
    const told = (await logEntries(room, callId)).filter(({ type }) => type !== "access.refused");
    expect(told.map(({ type, work_item }) => [type, work_item])).toEqual([
      ["call.arrived", reference],
      ["call.answered", reference],
      ["call.ended", reference],
    ]);
  });

  it("that its caller gives up is listed with its wait, apart from one who was gone at once, and called back once by one key", async () => {
    await taker.must(calls.pause, { body: { reason: "break" } });
    const [left, slip] = [randomUUID(), randomUUID()];
    const now = Date.now();
    network.ringIn(left, "17", "0660000001", now - 30_000);
    network.ringIn(slip, "1548", "0660000002", now);
    network.gone(left, now);
    network.gone(slip, now + 200);
    await inState(slip, "ended");
    expect([(await card(left)).ending, (await card(slip)).ending]).toEqual(["abandoned", "zero_second"]);
    const listed = await taker.must(calls.abandoned, {});
    expect(listed.map(({ callId, line }) => [callId, line])).toEqual([
      [left, "17"],
      [slip, "1548"],
    ]);
    expect(listed[0]?.waitS).toBeGreaterThanOrEqual(30);
    const back = await taker.must(calls.callBack, { params: { callId: left } });
    expect(back).toMatchObject({ direction: "out", backOf: left, number: "0660000001", state: "talking", since: (await card(left)).since });
    expect(network.asked.at(-1)).toMatchObject({ what: "call out", to: "0660000001" });
    expect(await supervisor.code(calls.callBack, { params: { callId: left } })).toBe("call.called_back_already");
    // Nobody answers: whoever called hangs up, and the list says how often it was tried, and when it is to be tried again.
    expect(await supervisor.code(calls.hangUp, { params: { callId: back.callId } })).toBe("call.not_yours");
    await taker.must(calls.hangUp, { params: { callId: back.callId } });
    const unreached = await inState(back.callId, "ended");
    expect(unreached.ending).toBe("unreached");
    const again = (await taker.must(calls.abandoned, {})).find(({ callId }) => callId === left);
    expect(again).toMatchObject({ tries: 1, calledInVain: 1 });
    expect(Date.parse(again?.callAgainAt ?? "") - Date.parse(unreached.endedAt ?? "")).toBe(5 * 60_000);
    await taker.must(calls.ready, {});
    const second = await taker.must(calls.callBack, { params: { callId: left } });
    const { legId } = await ringingOf(second.callId);
    network.answer(second.callId, legId, Date.now());
    await until(async () => (await card(second.callId)).answeredAt);
    expect((await taker.must(calls.abandoned, {})).map(({ callId }) => callId)).toEqual([slip]);
    await over(second.callId);
  });

  it("goes back to the queue when the call-taker's browser is lost, and comes first when it is back", async () => {
    const callId = await talk();
    network.say({ kind: "phone_lost", extension, at: Date.now() });
    await inState(callId, "waiting");
    network.say({ kind: "phone_registered", extension, at: Date.now() });
    const { legId } = await ringingOf(callId);
    network.answer(callId, legId, Date.now());
    await inState(callId, "talking");
    await over(callId);
  });

  it("is handed on after the other has answered, and not before; a partner's number is one of its own", async () => {
    const callId = await talk();
    const params = { callId };
    const to = { kind: "partner" as const, number: "14" };
    expect(await taker.code(calls.transfer, { params, body: { to: { ...to, number: "99" }, consult: false } })).toBe(
      "call.transfer_nowhere",
    );
    expect(await supervisor.code(calls.transfer, { params, body: { to, consult: false } })).toBe("call.not_yours");
    await taker.must(calls.transfer, { params, body: { to, consult: true } });
    expect(await taker.code(calls.transfer, { params, body: { to, consult: true } })).toBe("call.transfer_under_way");
    await taker.must(calls.completeTransfer, { params });
    const { legId, target } = await ringingOf(callId);
    expect(target).toEqual({ kind: "number", number: "14" });
    expect((await card(callId)).state).toBe("talking");
    network.refuse(callId, legId, "no_answer", Date.now());
    await until(async () => network.asked.at(-1)?.what === "resume");
    await taker.must(calls.transfer, { params, body: { to, consult: false } });
    const again = await ringingOf(callId);
    network.answer(callId, again.legId, Date.now());
    await inState(callId, "elsewhere");
    await over(callId);
  });

  it("of whoever has it is hung up by that person alone; a supervisor is with it, logged and shown", async () => {
    const callId = await talk();
    expect(await supervisor.code(calls.hangUp, { params: { callId } })).toBe("call.not_yours");
    expect(await supervisor.code(calls.listen, { params: { callId }, body: { mode: "whisper" } })).toBe("phone.not_connected");
    await connect(supervisor);
    const { legId } = await supervisor.must(calls.listen, { params: { callId }, body: { mode: "whisper" } });
    expect((await taker.must(calls.card, { params: { callId } })).listeners).toMatchObject([{ legId, mode: "whisper" }]);
    // The supervisor's own voice comes to the call-taker in a call beside it, which ends with the listening.
    const voice = network.asked.findLast(({ what }) => what === "call out");
    expect(voice?.to).toBe(extension);
    await supervisor.must(calls.stopListening, { params: { callId }, body: { legId } });
    expect((await card(callId)).listeners).toEqual([]);
    expect(network.asked.at(-1)).toEqual({ what: "hang up", callId: voice?.callId });
    await taker.must(calls.hangUp, { params: { callId } });
    await inState(callId, "ended");
    expect((await logEntries(room, callId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["call.listened", "call.listening_ended", "call.hung_up"]),
    );
    await taker.must(calls.ready, {});
  });

  it("goes back to the queue when its call-taker leaves, whose telephone ends no more with it than itself", async () => {
    const callId = await talk();
    const leg = network.asked.findLast((each) => each.callId === callId && each.what === "ring");
    await taker.must(calls.leave, {});
    expect((await card(callId)).state).toBe("waiting");
    network.end(callId, leg?.legId ?? "", "party", Date.now());
    await taker.must(calls.ready, {});
    await ringingOf(callId);
    expect(network.asked.filter((each) => each.callId === callId).map(({ what }) => what)).toEqual([
      "ring",
      "record",
      "play",
      "record",
      "drop",
      "record",
      "play",
      "ring",
    ]);
    await over(callId);
  });

  it("is taken over by a supervisor, and nobody lets go of the caller before the supervisor's telephone has answered", async () => {
    const callId = await talk();
    const params = { callId };
    await connect(supervisor);
    expect(await taker.code(calls.takeOver, { params })).toBe("access.not_your_role");
    const { legId: heard } = await supervisor.must(calls.listen, { params, body: { mode: "barge" } });
    await supervisor.must(calls.takeOver, { params });
    expect(await supervisor.code(calls.takeOver, { params })).toBe("call.transfer_under_way");
    // A take-over ends the listening leg of the person who takes over.
    expect(network.asked).toContainEqual({ what: "drop", callId, legId: heard });
    const { legId } = await ringingOf(callId);
    expect(await card(callId)).toMatchObject({ takenBy: { name: "call_taker" }, state: "talking" });
    network.answer(callId, legId, Date.now());
    await until(async () => (await card(callId)).takenBy?.name === "supervisor0");
    expect(await supervisor.code(calls.takeOver, { params })).toBe("call.wrong_state");
    await over(callId);
    expect((await logEntries(room, callId)).map(({ type }) => type)).toEqual(expect.arrayContaining(["call.taken_over", "call.answered"]));
    await supervisor.must(calls.leave, {});
  });
});

describe("a call out", () => {
  it("is never begun by the telephones, and goes nowhere but to numbers of the country and of partners", async () => {
    const outBefore = network.asked.filter(({ what }) => what === "call out").length;
    const callId = ring("0033123456789", "00339999");
    for (const digit of ["0", "9", "*"]) network.say({ kind: "digit", callId, digit, at: Date.now() });
    network.say({ kind: "leg_answered", callId, legId: randomUUID(), at: Date.now() });
    expect(await inState(callId, "offered")).toMatchObject({ line: "17" });
    network.gone(callId, Date.now());
    await inState(callId, "ended");
    for (const number of ["+33123456789", "0033123456789", "0890123456", "3000", "8001", "sip:x@y", "055012345"])
      expect(await taker.code(calls.callOut, { body: { number, line: "17" } }), number).toBe("call.number_not_allowed");
    expect(network.asked.filter(({ what }) => what === "call out")).toHaveLength(outBefore);
    const off = await room.as("dispatcher");
    expect(await off.code(calls.callOut, { body: { number: "0550123456", line: "17" } })).toBe("phone.not_connected");
    const out = await taker.must(calls.callOut, { body: { number: "+213 550 12 34 56", line: "17" } });
    expect(network.asked.at(-1)).toMatchObject({ what: "call out", callId: out.callId, to: "0550123456" });
    // Nobody is on the line but the console: it is handed to nobody, and over when its call-taker leaves.
    const to = { kind: "partner" as const, number: "14" };
    expect(await taker.code(calls.transfer, { params: { callId: out.callId }, body: { to, consult: false } })).toBe("call.wrong_state");
    expect(await supervisor.code(calls.takeOver, { params: { callId: out.callId } })).toBe("call.wrong_state");
    await taker.must(calls.leave, {});
    expect((await card(out.callId)).state).toBe("ended");
    await taker.must(calls.ready, {});
    // So is one whose number answers and cannot be joined.
    const { callId: dumb } = await taker.must(calls.callOut, { body: { number: "0550123456", line: "17" } });
    network.end(dumb, (await ringingOf(dumb)).legId, "lost", Date.now());
    expect(await inState(dumb, "ended")).toMatchObject({ ending: "unreached" });
    await taker.must(calls.ready, {});
  });

  it("is a call like every other once the number has answered: handed on, taken over, and back in the queue", async () => {
    const { callId } = await taker.must(calls.callOut, { body: { number: "0550123457", line: "17" } });
    const params = { callId };
    const { legId: own } = await ringingOf(callId);
    network.answer(callId, own, Date.now());
    await until(async () => (await card(callId)).answeredAt);
    const to = { kind: "partner" as const, number: "14" };
    await taker.must(calls.transfer, { params, body: { to, consult: true } });
    await taker.must(calls.completeTransfer, { params });
    const { legId } = await ringingOf(callId);
    network.refuse(callId, legId, "no_answer", Date.now());
    await until(async () => network.asked.at(-1)?.what === "resume");
    await connect(supervisor);
    await supervisor.must(calls.takeOver, { params });
    const taking = await ringingOf(callId);
    expect(network.asked).not.toContainEqual({ what: "drop", callId, legId: own });
    network.answer(callId, taking.legId, Date.now());
    await until(async () => (await card(callId)).takenBy?.name === "supervisor0");
    expect(network.asked).toContainEqual({ what: "drop", callId, legId: own });
    // The number waits when the console is lost, and when whoever has it leaves.
    await taker.must(calls.pause, { body: { reason: "break" } });
    network.end(callId, taking.legId, "lost", Date.now());
    await inState(callId, "waiting");
    await taker.must(calls.ready, {});
    const again = await ringingOf(callId);
    network.answer(callId, again.legId, Date.now());
    await inState(callId, "talking");
    await taker.must(calls.leave, {});
    expect((await card(callId)).state).toBe("waiting");
    network.gone(callId, Date.now());
    expect(await inState(callId, "ended")).toMatchObject({ ending: "answered", direction: "out" });
    await supervisor.must(calls.leave, {});
    await taker.must(calls.ready, {});
  });
});

describe("the card", () => {
  it("asks the questions of a nature step by step, and one act makes an intervention of the call", async () => {
    const callId = await talk("0550777777");
    const params = { callId };
    expect(await taker.code(calls.answer, { params, body: { questionId: "injured", answerId: "hurt" } })).toBe("triage.no_nature");
    const asked = await taker.must(calls.setNature, { params, body: { nature: "ACC" } });
    expect(asked.interview).toMatchObject({ version: 1, score: 0, priority: null, next: { id: "injured" } });
    expect(await taker.code(calls.answer, { params, body: { questionId: "fled", answerId: "yes" } })).toBe("triage.not_asked");
    const first = await taker.must(calls.answer, { params, body: { questionId: "injured", answerId: "hurt" } });
    expect(first).toMatchObject({ score: 10, priority: "P1", subcategory: "ACC.INJ", next: { id: "trapped" } });
    const again = await taker.must(calls.answer, { params, body: { questionId: "injured", answerId: "no" } });
    expect(again).toMatchObject({ score: 2, subcategory: "ACC.MAT", next: { id: "fled" } });
    await taker.must(calls.setPlace, { params, body: { point: PLACES.SU1, text: "مفترق الطرق" } });
    const made = await taker.must(calls.makeIntervention, { params, body: {} });
    expect(made).toMatchObject({ origin: "call", channel: "L1548", subcategory: "ACC.MAT", sectorId: "SU1", placeText: "مفترق الطرق" });
    expect(await taker.code(calls.makeIntervention, { params, body: {} })).toBe("call.has_intervention");
    expect(await card(callId)).toMatchObject({ interventionId: made.interventionId, interventionReference: made.reference });
    await over(callId);
    const next = await talk("0550888888");
    await taker.must(calls.setPlace, { params: { callId: next }, body: { point: PLACES.SU1, text: null } });
    expect((await taker.must(calls.near, { params: { callId: next } })).map(({ row }) => row.interventionId)).toEqual([
      made.interventionId,
    ]);
    await taker.must(calls.joinIntervention, { params: { callId: next }, body: { interventionId: made.interventionId } });
    expect((await taker.must(interventions.card, { params: { interventionId: made.interventionId } })).state).toBe("open");
    const linked = await taker.must(calls.list, { query: { interventionId: made.interventionId } });
    expect(linked.rows.map((row) => row.callId).toSorted()).toEqual([callId, next].toSorted());
    await over(next);
  });

  it("hands on what a caller says of danger to the open intervention that it joins", async () => {
    const { interventionId: joins } = await taker.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
    const params = { callId: await talk("0550888889") };
    const { reference } = await taker.must(calls.makeIntervention, { params, body: { place: PLACES.SU1, attributes: ["weapon"], joins } });
    const shown = await taker.must(interventions.card, { params: { interventionId: joins } });
    expect(shown).toMatchObject({ priority: "P1", attributes: ["weapon"], merged: [{ reference }] });
    await over(params.callId);
  });

  it("shows earlier calls of a number for a purpose that is logged, and a nuisance score that blocks nobody", async () => {
    const first = await talk("0550999999", "17");
    await taker.must(calls.markNuisance, { params: { callId: first } });
    await over(first);
    const callId = await talk("+213550999999", "17");
    expect(await card(callId)).toMatchObject({ earlier: 1, nuisance: 1 });
    expect(Date.parse((await card(callId)).nuisanceEndsAt ?? "") - Date.now()).toBeGreaterThan(28 * 86_400_000);
    const rows = await taker.must(calls.earlier, { params: { callId }, body: { purpose: "protection" } });
    expect(rows.map((row) => row.callId)).toEqual([first]);
    expect((await logEntries(room, callId)).find(({ type }) => type === "call.earlier_read")).toMatchObject({ purpose: "protection" });
    await taker.must(calls.markSilent, { params: { callId }, body: { silent: true } });
    await over(callId);
    expect((await card(callId)).ending).toBe("silent");
  });

  it("of a call that is over lies in the sector of its place", async () => {
    const callId = await talk("0550444444");
    const elsewhere = await room.as("call_taker2");
    expect((await elsewhere.must(calls.card, { params: { callId } })).callId).toBe(callId);
    await taker.must(calls.setPlace, { params: { callId }, body: { point: PLACES.SU1, text: null } });
    await over(callId);
    expect(await elsewhere.code(calls.card, { params: { callId } })).toBe("object.not_found");
    expect(await elsewhere.code(calls.setNature, { params: { callId }, body: { nature: "ENQ" } })).toBe("object.not_found");
  });
});

describe("the caller's place", () => {
  const send = (body: string, key = KEY) => testClient(room.url).fetch(`/api/aml?key=${encodeURIComponent(key)}`, { method: "POST", body });

  it("is taken from a telephone by form, before or after the call; whatever is sent is answered with success", async () => {
    const fields = (number: string) =>
      new URLSearchParams({
        v: "1",
        device_number: number,
        emergency_number: "17",
        location_latitude: "31.905",
        location_longitude: "5.315",
        location_time: String(Date.now() - 5_000),
        location_accuracy: "12.5",
        location_source: "GPS",
        location_confidence: "0.68",
      }).toString();
    await send(fields("+213550111222"));
    const callId = await talk("0550111222");
    expect(await card(callId)).toMatchObject({ place: { source: "aml", accuracyM: 12.5, point: PLACES.SU2 }, sectorId: "SU2" });
    await over(callId);
    const other = await talk("0550111333");
    expect((await send(fields("+213550111333"), "a wrong key")).status).toBe(204);
    expect((await card(other)).places).toEqual([]);
    for (const body of ["", "{}", "a=b", "location_latitude=x&device_number=%00", `v=${"x".repeat(100_000)}`, "%%%"])
      expect((await send(body)).status, body.slice(0, 20)).toBe(204);
    await send(fields("+213550111333"));
    expect((await card(other)).places).toHaveLength(1);
    await over(other);
  });

  it("is taken once by the link of a message", async () => {
    const callId = await talk("0550222333");
    await taker.must(calls.askPlace, { params: { callId } });
    const [file = ""] = await readdir(smsFolder);
    const text = await readFile(join(smsFolder, file), "utf8");
    expect(text).toContain("To: 0550222333");
    const [, token = ""] = /room\.example\/place#([\w-]+)/.exec(text) ?? [];
    const phone = testClient(room.url);
    const body = { token, point: PLACES.SU2, accuracyM: 30 };
    expect((await phone.fetch("/place")).headers.get("content-type")).toContain("text/html");
    expect(await phone.must(callPlaceRoutes.tellPlace, { body })).toEqual({ taken: true });
    expect(await phone.must(callPlaceRoutes.tellPlace, { body })).toEqual({ taken: false });
    expect((await card(callId)).place).toMatchObject({ source: "sms_link", accuracyM: 30 });
    await over(callId);
  });

  it("is read from a PIDF-LO that came with the call", async () => {
    const callId = randomUUID();
    const pidf = `<gs:Circle><gml:pos>${PLACES.SU1.lat} ${PLACES.SU1.lon}</gml:pos><gs:radius>75</gs:radius></gs:Circle>`;
    network.ringIn(callId, "17", "0550333444", Date.now(), pidf);
    expect(await inState(callId, "offered")).toMatchObject({ place: { source: "pidf", accuracyM: 75 }, sectorId: "SU1" });
    network.gone(callId, Date.now());
    await inState(callId, "ended");
  });
});

describe("a line", () => {
  it("is added, closed and opened again while the room runs; 17 is never closed and stands behind no menu", async () => {
    const names = { ar: "خط", fr: "Ligne", en: "Line" };
    const settings = structuredClone(firstSettings(names, 4));
    const body = {
      ...settings,
      announcements: { ...settings.announcements },
      targets: [...settings.targets],
      hours: null,
      menu: { "2": "fr" as const },
      version: 0,
    };
    const added = await supervisor.must(calls.putLine, { params: { number: "1100" }, body });
    expect(added).toMatchObject({ version: 1, open: true });
    expect(await supervisor.code(calls.putLine, { params: { number: "1100" }, body })).toBe("line.changed_meanwhile");
    const callId = ring("0550555555", "1100");
    network.say({ kind: "digit", callId, digit: "2", at: Date.now() });
    await until(async () => {
      const found = await supervisor.ask(calls.card, { params: { callId } });
      return found.ok && found.value.language === "fr";
    });
    network.gone(callId, Date.now());
    await inState(callId, "ended");
    await supervisor.must(calls.closeLine, { params: { number: "1100" }, body: { version: 1, closed: true, reason: "ليل" } });
    const closed = ring("0550555555", "1100");
    expect(await inState(closed, "elsewhere")).toMatchObject({ line: "1100" });
    network.gone(closed, Date.now() + 3_000);
    expect((await inState(closed, "ended")).ending).toBe("closed");
    expect(await supervisor.code(calls.putLine, { params: { number: "17" }, body: { ...body, version: 1 } })).toBe(
      "line.never_behind_a_menu",
    );
    expect(await supervisor.code(calls.closeLine, { params: { number: "17" }, body: { version: 1, closed: true, reason: "خطأ" } })).toBe(
      "line.never_closed",
    );
  });
});

describe("a recording", () => {
  it("is listened to for a purpose, logged before its first byte, by ranges, with peaks, held and deleted at its time", async () => {
    const callId = await talk("0550666777");
    const folder = join(room.data, "call-recordings");
    await mkdir(folder, { recursive: true });
    const wav = Buffer.alloc(44 + 16_000, 0xd5);
    wav.write("RIFF", 0, "latin1");
    wav.writeUInt32LE(wav.length - 8, 4);
    wav.write("WAVEfmt ", 8, "latin1");
    wav.writeUInt32LE(16, 16);
    wav.writeUInt16LE(6, 20);
    wav.writeUInt16LE(2, 22);
    wav.write("data", 36, "latin1");
    wav.writeUInt32LE(16_000, 40);
    wav[44 + 8_000] = 0xaa;
    await writeFile(join(folder, "one.wav"), wav);
    const beganAt = Date.now() - 1_000;
    network.say({ kind: "recorded", callId, file: join(folder, "one.wav"), seconds: 1, lost: 0, beganAt, at: Date.now() });
    const recording = await until(async () => (await card(callId)).recordings[0]);
    const { recordingId } = recording;
    const announced = (await card(callId)).events.find(({ kind }) => kind === "announced");
    expect(recording.announcedSeq).toBe(announced?.seq);
    // It begins with the room's answer, and says when a person answered.
    const { answeredAt } = await card(callId);
    expect([recording.beganAt, recording.answeredAt]).toEqual([new Date(beganAt).toISOString(), answeredAt]);
    expect(await taker.code(calls.openRecording, { params: { recordingId }, body: { purpose: "protection" } })).toBe(
      "access.not_your_role",
    );
    // Found by number for a purpose that is logged, and by nobody else than whoever keeps evidence.
    const evidence = await room.as("evidence_officer0");
    const find = (more: { q?: string; line?: string; held?: boolean; from?: string }) =>
      evidence.must(calls.findRecordings, { body: { purpose: "protection", ...more } });
    const { rows } = await find({ q: "0550 66 67 77", line: "1548" });
    expect(rows).toMatchObject([{ recordingId, call: { number: "0550666777", line: "1548", takenBy: { name: "call_taker" } } }]);
    expect((await find({ q: rows[0]?.call.reference ?? "" })).rows).toEqual(rows);
    for (const none of [{ q: "0550666778" }, { line: "17" }, { held: true }, { from: new Date(Date.now() + 1_000).toISOString() }])
      expect((await find(none)).rows).toEqual([]);
    expect((await logEntries(room, "1548")).at(-1)).toMatchObject({
      type: "call.recordings_searched",
      purpose: "protection",
      detail: { q: "0550 66 67 77", line: "1548", found: 1 },
    });
    expect(await supervisor.code(calls.findRecordings, { body: { purpose: "protection" } })).toBe("access.not_your_role");
    const { listeningId } = await supervisor.must(calls.openRecording, { params: { recordingId }, body: { purpose: "protection" } });
    expect((await logEntries(room, callId)).at(-1)).toMatchObject({ type: "call.recording_opened", purpose: "protection" });
    const path = `/media/call-recordings/${listeningId}`;
    const part = await supervisor.fetch(path, { headers: { range: "bytes=0-3" } });
    expect([part.status, await part.text()]).toEqual([206, "RIFF"]);
    expect((await (await room.as("dispatcher0")).fetch(path, { headers: { range: "bytes=0-3" } })).status).toBe(410);
    const { peaks } = await until(async () => {
      const found = await supervisor.must(calls.recordingPeaks, { params: { listeningId } });
      return found.peaks !== null && found;
    });
    expect(Math.max(...(peaks?.caller ?? []))).toBeGreaterThan(200);
    expect(Math.max(...(peaks?.others ?? []))).toBeLessThan(2);
    const day = 86_400_000;
    const later = Date.now() + 95 * day;
    const body = { until: new Date(Date.now() + 100 * day).toISOString(), reason: "قضية" };
    const expire = (at: number) => expireCallRecordings(room.database.db, folder, at);
    expect(await supervisor.must(calls.holdRecording, { params: { recordingId }, body })).toMatchObject({ holdReason: "قضية" });
    expect([await expire(Date.now()), await expire(later)]).toEqual([0, 0]);
    await supervisor.must(calls.holdRecording, { params: { recordingId }, body: { ...body, until: null } });
    expect([await expire(later), await readdir(folder)]).toEqual([1, []]);
    expect((await supervisor.fetch(path, { headers: { range: "bytes=0-3" } })).status).toBe(410);
    expect(await supervisor.code(calls.openRecording, { params: { recordingId }, body: { purpose: "protection" } })).toBe("recording.gone");
    expect((await logEntries(room, callId)).at(-1)?.type).toBe("call.recording_expired");
    await over(callId);
  });
});

describe("figures", () => {
  it("count live calls in the bulletin by line, apart from interventions, and nobody's call-back", async () => {
    const today = localDay(Date.now());
    const analyst = await room.as("analyst0");
    const figures = await analyst.must(calls.figures, { query: { from: today, to: today } });
    const { rows } = await room.database.db.pool.query<{ n: number }>(
      "select count(*)::int as n from call where direction = 'in' and ending is not null",
    );
    expect(figures.all.calls).toBe(rows[0]?.n);
    expect(figures.all.answerS.p90).toBeGreaterThanOrEqual(0);
    const bulletin = await analyst.must(statistics.bulletin, { query: { from: today, to: today } });
    const sum = (parts: readonly { count: number }[]): number => parts.reduce((total, { count }) => total + count, 0);
    expect(sum(bulletin.calls.byLine.parts) + sum(bulletin.calls.outside.parts)).toBe(figures.all.calls);
    expect(sum(bulletin.interventions.byOrigin.parts)).toBe(2);
    const wall = await supervisor.must(calls.wallboard, {});
    expect(wall.lines.find(({ line }) => line === "1548")?.targets).toHaveLength(2);
    expect(wall.waiting).toBe(0);
    expect((await supervisor.must(identity.users, {})).length).toBeGreaterThan(0);
  });
});
