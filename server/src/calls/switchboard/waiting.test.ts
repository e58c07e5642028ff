import { calls } from "@amaliyat/contract/calls";
import { identity } from "@amaliyat/contract/identity";
import { localDay } from "@amaliyat/domain/calendar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, type TestRoom } from "../../testing/test-room.ts";
import { callsDesk, until } from "../../testing/calls-desk.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { callsOfSpan } from "../span-queries.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, connect, card, inState, ring, ringingOf, talk, over } = desk;
const KEY = "a key of sixteen letters";
let room: TestRoom;
let taker: TestClient;
let supervisor: TestClient;
let extension = "";

beforeAll(async () => {
  ({ room, taker, supervisor, extension } = await desk.open(stack, { AMALIYAT_AML_KEY: KEY }));
});
afterAll(() => stack.disposeAsync());

describe("a call that waits", () => {
  it("may ask by a key to be called back: it keeps its place, whoever is offered it may leave it to the next, and it is counted apart", async () => {
    await taker.must(calls.pause, { body: { reason: "break" } });
    const asks = ring("0660000011");
    await inState(asks, "waiting");
    const behind = ring("0660000012");
    await inState(behind, "waiting");
    network.say({ kind: "digit", callId: asks, digit: "2", at: Date.now() });
    network.say({ kind: "digit", callId: asks, digit: "1", at: Date.now() });
    // The promise is spoken, the room hangs up by itself, and the number is still first.
    const gone = await inState(asks, "ended");
    expect(gone).toMatchObject({ ending: "call_back", callBack: "waiting" });
    expect(gone.events.map(({ kind }) => kind)).toEqual(["arrived", "announced", "call_back_asked", "ended"]);
    expect(network.asked.filter(({ callId }) => callId === asks).map(({ what }) => what)).toEqual(["record", "play", "play", "hang up"]);
    // Each request for the card before the call existed was refused, and refusals are logged.
    const told = (await logEntries(room, asks)).map(({ type }) => type).filter((type) => type !== "access.refused");
    expect(told).toEqual(["call.arrived", "call.call_back_asked", "call.ended"]);
    const wall = await supervisor.must(calls.wallboard, {});
    expect(wall.lines.find(({ line }) => line === "1548")).toMatchObject({ waiting: 1, toCallBack: 1, callBack: 1 });
    expect(await taker.must(calls.abandoned, {})).not.toContainEqual(expect.objectContaining({ callId: asks }));
    expect((await taker.must(calls.list, { query: { callBack: "true" } })).rows.map(({ callId }) => callId)).toEqual([asks]);

    // The hand-over of the next shift lists it as well.
    const span = { from: new Date(Date.now() - 60_000), to: new Date(), sectors: ["SU1"] };
    const { toCallBack } = await transaction(room.database.db, SYSTEM, (tx) => callsOfSpan(tx, span));
    expect(toCallBack).toContainEqual(expect.objectContaining({ callId: asks, line: "1548", tries: 1 }));

    await taker.must(calls.ready, {});
    expect(await card(asks)).toMatchObject({ callBack: "offered", offeredTo: (await taker.must(calls.takers, {}))[0]?.userId });
    expect(network.ringing()).toEqual([]);
    // A locked screen is shown nobody, and nothing is held against its person; whoever is on the line rings there.
    await taker.must(identity.lock, {});
    await ringingOf(behind);
    await until(async () => (await card(asks)).callBack === "waiting");
    network.gone(behind, Date.now());
    await inState(behind, "ended");
    await taker.must(identity.unlock, { body: { password: PASSWORD } });
    await until(async () => (await card(asks)).callBack === "offered");
    expect(await supervisor.code(calls.declineCallBack, { params: { callId: asks } })).toBe("call.not_yours");
    expect(await supervisor.code(calls.callBack, { params: { callId: asks } })).toBe("call.called_back_already");
    // Nobody else is there: it is offered again at once.
    expect(await taker.must(calls.declineCallBack, { params: { callId: asks } })).toMatchObject({ callBack: "offered" });
    const back = await taker.must(calls.callBack, { params: { callId: asks } });
    expect(back).toMatchObject({ direction: "out", backOf: asks, number: "0660000011", since: gone.since, state: "talking" });
    expect(network.asked.at(-1)).toMatchObject({ what: "call out", to: "0660000011" });
    expect((await card(asks)).callBack).toBeNull();
    const { legId } = await ringingOf(back.callId);
    network.answer(back.callId, legId, Date.now());
    await until(async () => (await card(back.callId)).answeredAt);
    await taker.must(calls.setNature, { params: { callId: back.callId }, body: { nature: "ENQ" } });
    // The bulletin counts the citizen once, with what was said in the end.
    const today = localDay(Date.now());
    const { natures } = await supervisor.must(calls.figures, { query: { from: today, to: today } });
    expect(natures.find(({ nature }) => nature === "ENQ")).toMatchObject({ callBack: 1 });
    await over(back.callId);
  });

  it("that rings again while it waits to be called back has its old place; a number that is withheld, or 17, is offered nothing", async () => {
    await taker.must(calls.pause, { body: { reason: "break" } });
    const [asks, hidden, urgent] = [ring("0660000021"), ring(null), ring("0660000021", "17")];
    for (const callId of [asks, hidden, urgent]) {
      await inState(callId, "waiting");
      network.say({ kind: "digit", callId, digit: "1", at: Date.now() });
    }
    const first = await inState(asks, "ended");
    const again = ring("0660000021");
    expect(await inState(again, "waiting")).toMatchObject({ since: first.since });
    expect(await card(asks)).toMatchObject({
      callBack: null,
      events: expect.arrayContaining([expect.objectContaining({ kind: "rang_again" })]),
    });
    for (const callId of [hidden, urgent, again]) {
      expect((await card(callId)).state).toBe("waiting");
      network.gone(callId, Date.now());
      await inState(callId, "ended");
    }
    await taker.must(calls.ready, {});
  });
});

it("a call that waits is taken before its turn by whoever asks, once; the telephone answers by itself, and a pause goes on afterwards", async () => {
  await taker.must(calls.pause, { body: { reason: "break" } });
  const [first, second] = [ring("0660000051", "17"), ring("0660000052", "17")];
  await inState(second, "waiting");
  expect(await supervisor.code(calls.pick, { params: { callId: second } })).toBe("phone.not_connected");
  expect(await taker.must(calls.pick, { params: { callId: second } })).toMatchObject({ state: "offered" });
  const { legId } = await ringingOf(second);
  network.answer(second, legId, Date.now());
  await inState(second, "talking");
  expect(await taker.code(calls.pick, { params: { callId: first } })).toBe("phone.busy");
  expect((await card(first)).state).toBe("waiting");
  expect((await card(second)).events.map(({ kind }) => kind)).toEqual(["arrived", "announced", "picked", "offered", "answered"]);
  expect((await logEntries(room, second)).map(({ type }) => type)).toContain("call.picked");
  network.gone(second, Date.now());
  await until(async () => (await taker.must(calls.takers, {}))[0]?.state.kind === "paused");
  expect(await taker.code(calls.pick, { params: { callId: second } })).toBe("call.wrong_state");
  network.gone(first, Date.now());
  await inState(first, "ended");
  await taker.must(calls.ready, {});
});

describe("a call whose call-taker is lost", () => {
  it("may ask to be called back while it waits again, and is called", async () => {
    const callId = await talk("0660000041");
    network.say({ kind: "phone_lost", extension, at: Date.now() });
    await inState(callId, "waiting");
    network.say({ kind: "digit", callId, digit: "1", at: Date.now() });
    expect(await inState(callId, "ended")).toMatchObject({ ending: "answered", callBack: "waiting" });
    network.say({ kind: "phone_registered", extension, at: Date.now() });
    await until(async () => (await card(callId)).callBack === "offered");
    const back = await taker.must(calls.callBack, { params: { callId } });
    expect(back).toMatchObject({ direction: "out", backOf: callId, number: "0660000041" });
    await over(back.callId);
  });
});

describe("a call that is handed on", () => {
  it("is spoken of first with a colleague, who is offered nothing until that is over, and then has it", async () => {
    const own = await connect(supervisor);
    const colleague = async () => (await supervisor.must(calls.takers, {})).find((each) => each.extension === own);
    const userId = (await colleague())?.userId ?? "";
    await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
    const callId = await talk();
    const params = { callId };
    await supervisor.must(calls.ready, {});
    await taker.must(calls.transfer, { params, body: { to: { kind: "colleague", userId }, consult: true } });
    expect((await colleague())?.state).toEqual({ kind: "consulted", callId });
    const waits = ring("0660000031");
    await inState(waits, "waiting");
    // The colleague hangs up, and is free: for whoever waits, and no more for the one who asked.
    const consult = network.asked.findLast(({ what }) => what === "call out");
    network.end(consult?.callId ?? "", consult?.legId ?? "", "party", Date.now());
    const { legId } = await ringingOf(waits);
    await until(async () => (await card(callId)).events.at(-1)?.kind === "consult_ended");
    expect(await taker.code(calls.completeTransfer, { params })).toBe("call.transfer_nowhere");
    network.answer(waits, legId, Date.now());
    await inState(waits, "talking");
    network.gone(waits, Date.now());
    await inState(waits, "ended");
    await taker.must(calls.completeTransfer, { params });
    expect((await colleague())?.state).toEqual({ kind: "consulted", callId });
    network.answer(callId, (await ringingOf(callId)).legId, Date.now());
    await until(async () => (await colleague())?.state.kind === "talking");
    await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
    await over(callId);
  });
});

it("a call whose call-taker is lost while it is handed on is the queue's again: the other is rung by it alone", async () => {
  const own = await connect(supervisor);
  await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
  const colleague = async () => (await supervisor.must(calls.takers, {})).find((each) => each.extension === own);
  const callId = await talk();
  await supervisor.must(calls.ready, {});
  const to = { kind: "colleague" as const, userId: (await colleague())?.userId ?? "" };
  await taker.must(calls.transfer, { params: { callId }, body: { to, consult: false } });
  const handed = await ringingOf(callId);
  network.say({ kind: "phone_lost", extension, at: Date.now() });
  const offered = await until(async () => network.ringing().find((leg) => leg.callId === callId && leg.legId !== handed.legId));
  expect(network.ringing().filter((leg) => leg.callId === callId)).toEqual([offered]);
  network.answer(callId, offered.legId, Date.now());
  await until(async () => (await card(callId)).takenBy?.userId === to.userId);
  expect((await colleague())?.state).toEqual({ kind: "talking", callId });
  await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
  await connect(taker);
  await over(callId);
});

it.each(["by the button", "at the telephone"])(
  "a call whose call-taker hangs up %s while it is handed on waits again, and its caller is not hung up",
  async (how) => {
    const own = await connect(supervisor);
    const colleague = async () => (await supervisor.must(calls.takers, {})).find((each) => each.extension === own);
    // Nobody writes after a call of 17: both are free in the same moment.
    const callId = await talk("0550999446", "17");
    await supervisor.must(calls.ready, {});
    const to = { kind: "colleague" as const, userId: (await colleague())?.userId ?? "" };
    const [mine = ""] = network.calls.get(callId)?.legs.keys() ?? [];
    await taker.must(calls.transfer, { params: { callId }, body: { to, consult: false } });
    const handed = await ringingOf(callId);
    if (how === "by the button") await taker.must(calls.hangUp, { params: { callId } });
    else network.end(callId, mine, "party", Date.now());
    const offered = await until(async () => network.ringing().find((leg) => leg.callId === callId && leg.legId !== handed.legId));
    expect((await card(callId)).endedAt).toBeNull();
    // The colleague, and not the person who has just hung up on the caller.
    expect(offered.target).toEqual({ kind: "extension", extension: own });
    network.answer(callId, offered.legId, Date.now());
    await until(async () => (await card(callId)).takenBy?.userId !== undefined && (await card(callId)).state === "talking");
    await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
    await over(callId);
  },
);

it("a caller who was handed on in vain, waits again and gives up is on the list of those who are called back", async () => {
  const own = await connect(supervisor);
  const colleague = async () => (await supervisor.must(calls.takers, {})).find((each) => each.extension === own);
  const callId = await talk("0550999444");
  await supervisor.must(calls.ready, {});
  const to = { kind: "colleague" as const, userId: (await colleague())?.userId ?? "" };
  await taker.must(calls.transfer, { params: { callId }, body: { to, consult: false } });
  await ringingOf(callId);
  await taker.must(calls.hangUp, { params: { callId } });
  await supervisor.must(calls.pause, { body: { reason: "paperwork" } });
  await over(callId);
  expect((await inState(callId, "ended")).ending).toBe("abandoned");
  expect((await taker.must(calls.abandoned, {})).map((row) => row.callId)).toContain(callId);
});

describe("a place", () => {
  const send = (body: string) => testClient(room.url).fetch(`/api/aml?key=${encodeURIComponent(KEY)}`, { method: "POST", body });

  it("that is faster than its call joins the call that comes, and not the one before; only where none comes the one that is over", async () => {
    const fields = (number: string) => `device_number=${number}&location_latitude=31.905&location_longitude=5.315`;
    const first = await talk("0550111444");
    await over(first);
    const short = await talk("0550111555");
    await over(short);
    for (const number of ["0550111444", "0550111555"]) await send(fields(number));
    const again = await talk("0550111444");
    expect((await card(again)).places).toHaveLength(1);
    // The minute in which a call may still come is over.
    await room.database.db.pool.query(
      "select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs), run_at => now())",
    );
    const late = await until(async () => ((await card(short)).places.length > 0 ? card(short) : null));
    expect(late).toMatchObject({ place: { source: "aml" }, sectorId: "SU2" });
    expect((await card(first)).places).toEqual([]);
    expect((await card(again)).places).toHaveLength(1);
    await over(again);
  });
});
