import { bolos, type BoloSaidIn, type ToldPerson } from "@amaliyat/contract/bolos";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { openScreen } from "../testing/screen.ts";
import { signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things/things.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
let patrol: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [operator, dispatcher, patrol] = [await room.as("operator"), await room.as("dispatcher"), await room.as("patrol")];
  await makeUnit(room, "SU1", "P-1");
  await makeUnit(room, "SU2", "P-2");
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const car: BoloSaidIn = {
  kind: "vehicle",
  priority: "P2",
  text: "سيارة مسروقة من حي النصر",
  facts: { plate: "٠٠١٢٣ ١١٦ ٣٠", make: "Renault Symbol", colour: "أبيض" },
  sectors: ["SU1"],
};
const write = (said: BoloSaidIn = car) => dispatcher.must(bolos.write, { body: said });
const of = (bolo: { readonly boloId: string }) => ({ params: { boloId: bolo.boloId } });
async function publish(said: BoloSaidIn = car) {
  const draft = await write(said);
  return dispatcher.must(bolos.publish, { ...of(draft), body: { version: draft.version } });
}
const page = (bolo: { readonly boloId: string }) => dispatcher.must(bolos.page, of(bolo));
const stateOf = (people: readonly ToldPerson[], role: string) => people.filter((one) => one.role === role).map(({ state }) => state);
const now = () => new Date(clock.now()).toISOString();
const isIn = async (client: TestClient, { boloId }: { readonly boloId: string }) =>
  (await client.must(bolos.receive, { body: {} })).some((one) => one.boloId === boloId);

it("is told to every desk that is signed in and every crew in its sectors; told, acknowledged and not yet stand on its page", async () => {
  const [screen, phone, elsewhere] = [await openScreen(operator), await openScreen(patrol), await openScreen(await room.as("operator2"))];
  const bolo = await publish();
  const isThis = ({ boloId, part }: { boloId: string; part: string }) => boloId === bolo.boloId && part === "published";
  await Promise.all([screen.happens("bolo", isThis), phone.happens("bolo", isThis)]);
  expect(stateOf(bolo.notices.people, "operator")).toEqual(["not_yet"]);
  expect(stateOf(bolo.notices.people, "patrol")).toEqual(["not_yet"]);
  expect(stateOf(bolo.notices.people, "dispatcher")).toEqual(["acknowledged"]);
  expect(bolo.notices.people.find(({ role }) => role === "patrol")?.unitCode).toBe("P-1");
  expect(await isIn(operator, bolo)).toBe(true);
  expect(stateOf((await page(bolo)).notices.people, "operator")).toEqual(["told"]);
  clock.forward(60_000);
  await operator.must(bolos.acknowledge, of(bolo));
  await operator.must(bolos.acknowledge, of(bolo));
  const [person] = (await page(bolo)).notices.people.filter(({ role }) => role === "operator");
  expect(Date.parse(person?.acknowledgedAt ?? "") - Date.parse(person?.toldAt ?? "")).toBeGreaterThanOrEqual(60_000);
  expect(stateOf((await page(bolo)).notices.people, "patrol")).toEqual(["not_yet"]);
  // Nothing of it reached the screen of another sector.
  expect(elsewhere.events().filter(({ happening }) => happening.topic === "bolo")).toEqual([]);
  for (const each of [screen, phone, elsewhere]) each.socket.terminate();
  const entries = (await logEntries(room, bolo.boloId)).map(({ type, work_item }) => [type, work_item]);
  expect(entries).toEqual(
    ["bolo.written", "bolo.published", "bolo.acknowledged", "bolo.acknowledged"].map((type) => [type, bolo.reference]),
  );
});

it("is told to whoever signs in later", async () => {
  const bolo = await publish();
  expect(stateOf(bolo.notices.people, "call_taker")).toEqual([]);
  const late = await room.as("call_taker");
  const [notice] = (await late.must(bolos.receive, { body: {} })).filter(({ boloId }) => boloId === bolo.boloId);
  expect(notice).toMatchObject({ acknowledgedAt: null, facts: { plate: "٠٠١٢٣ ١١٦ ٣٠" } });
  expect(stateOf((await page(bolo)).notices.people, "call_taker")).toEqual(["told"]);
});

it("is found by its plate in any digits, and by words without their marks", async () => {
  const bolo = await publish({ ...car, text: "شاحنة", facts: { plate: "٩٨٧٦٥-١١٦-٣٠" } });
  const find = async (q: string) => (await operator.must(bolos.list, { query: { q } })).some(({ boloId }) => boloId === bolo.boloId);
  expect(await Promise.all(["98765 116 30", "٩٨٧٦٥١١٦٣٠", "9876511", "شاحنه", bolo.reference, "11111"].map(find))).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
});

it("is drafted by every desk, published by dispatchers and supervisors alone, and ended with words", async () => {
  const draft = await operator.must(bolos.write, { body: car });
  const body = { version: 1 };
  expect(await operator.code(bolos.publish, { ...of(draft), body })).toBe("access.not_your_role");
  expect(await isIn(patrol, draft)).toBe(false);
  expect(await patrol.code(bolos.acknowledge, of(draft))).toBe("object.not_found");
  const bare = { ...car, facts: {}, version: 1 };
  const changed = await operator.must(bolos.change, { ...of(draft), body: bare });
  expect(await dispatcher.code(bolos.publish, { ...of(draft), body: { version: 2 } })).toBe("bolo.facts_missing");
  expect(await operator.code(bolos.change, { ...of(draft), body: bare })).toBe("bolo.changed_meanwhile");
  // A publisher typed nothing, and has to read the new words.
  expect(await dispatcher.code(bolos.publish, { ...of(draft), body })).toBe("bolo.draft_changed");
  await operator.must(bolos.change, { ...of(draft), body: { ...car, version: changed.version } });
  await dispatcher.must(bolos.publish, { ...of(draft), body: { version: 3 } });
  expect(await dispatcher.code(bolos.publish, { ...of(draft), body: { version: 3 } })).toBe("bolo.wrong_state");
  const end = { version: 4, end: "found" as const, words: "عثرت عليها الدورية" };
  expect(await dispatcher.must(bolos.cancel, { ...of(draft), body: end })).toMatchObject({
    standing: "cancelled",
    cancelled: { end: "found" },
  });
  expect(await isIn(patrol, draft)).toBe(false);
  for (const role of ["auditor", "administrator", "analyst"] as const)
    expect(await (await room.as(role)).code(bolos.page, of(draft))).toBe("access.not_your_role");
});

it("is there for its own sectors, for those above and below them, and for everybody where none is named", async () => {
  const [one, above, whole] = [await publish(), await publish({ ...car, sectors: ["SD1"] }), await publish({ ...car, sectors: [] })];
  const seen = async (client: TestClient) => Promise.all([one, above, whole].map((bolo) => isIn(client, bolo)));
  expect(await seen(operator)).toEqual([true, true, true]);
  expect(await seen(await room.as("operator2"))).toEqual([false, true, true]);
  expect(await seen(await room.as("patrol2"))).toEqual([false, true, true]);
  expect(await seen(await room.as("operator0"))).toEqual([true, true, true]);
  const [stranger, crew] = [await room.as("dispatcher2"), await room.as("patrol2")];
  expect(await stranger.code(bolos.page, of(one))).toBe("object.not_found");
  expect(await stranger.code(bolos.cancel, { ...of(one), body: { version: 2, end: "error", words: "خطأ" } })).toBe("object.not_found");
  expect(await crew.code(bolos.sight, { ...of(one), body: { seenAt: now(), placeText: "السوق" } })).toBe("object.not_found");
  expect(await dispatcher.code(bolos.write, { body: { ...car, sectors: ["NONE"] } })).toBe("object.not_found");
});

it("that was cancelled while a crew had no link takes what the crew saw and read before, and shows it nothing", async () => {
  const bolo = await publish();
  clock.forward(60_000);
  const [seenAt, before] = [now(), new Date(clock.now() - 120_000).toISOString()];
  const ahead = new Date(clock.now() + 48 * HOUR).toISOString();
  clock.forward(60_000);
  const end = { version: bolo.version, end: "found" as const, words: "عُثر عليها" };
  await dispatcher.must(bolos.cancel, { ...of(bolo), body: end });
  clock.forward(60_000);
  const sight = (by: TestClient, at: string, sentAt?: string) =>
    by.code(bolos.sight, { ...of(bolo), query: { sentAt }, body: { seenAt: at, placeText: "السوق" } });
  const read = (by: TestClient, at?: string) => by.code(bolos.acknowledge, { ...of(bolo), query: { at } });
  const elsewhere = await room.as("patrol2");
  expect([await sight(patrol, before), await sight(patrol, now()), await sight(elsewhere, seenAt), await read(elsewhere, seenAt)]).toEqual(
    Array.from({ length: 4 }, () => "object.not_found"),
  );
  expect([await read(patrol), await read(patrol, now())]).toEqual(["object.not_found", "object.not_found"]);
  expect([await sight(patrol, seenAt), await read(patrol, seenAt)]).toEqual(["ok", "ok"]);
  // A phone whose clock is two days ahead: without its time of sending nobody could tell when it saw that.
  const sentAt = new Date(clock.now() + 48 * HOUR).toISOString();
  expect([await sight(patrol, ahead), await sight(patrol, sentAt, sentAt), await sight(patrol, ahead, sentAt)]).toEqual([
    "object.not_found",
    "object.not_found",
    "ok",
  ]);
  const { sightings, notices } = await page(bolo);
  expect(sightings.map((each) => Math.abs(Date.parse(each.seenAt) - Date.parse(seenAt)) < 30_000)).toEqual([true, true]);
  expect(stateOf(notices.people, "patrol")).toEqual(["acknowledged"]);
  expect(await isIn(patrol, bolo)).toBe(false);
  // A crew names no camera and no intervention of which it is told nothing.
  const { interventionId } = await operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const linked = { seenAt, placeText: "السوق", interventionId };
  expect(await patrol.code(bolos.sight, { ...of(bolo), body: linked })).toBe("object.not_found");
  // A desk sees the BOLO: it says so as before.
  expect(await sight(operator, seenAt)).toBe("bolo.wrong_state");
});

it("is seen by a crew without a link, noted once, and leads to an intervention", async () => {
  const bolo = await publish();
  const seenAt = now();
  clock.forward(10 * 60_000);
  const given = { ...of(bolo), body: { seenAt, place: PLACES.SU1, text: "متجهة شمالا" }, once: "sighting-key-1" };
  const { sightingId } = await patrol.must(bolos.sight, given);
  expect(await patrol.must(bolos.sight, given)).toEqual({ sightingId });
  expect((await page(bolo)).sightings).toMatchObject([{ sightingId, seenAt, unitCode: "P-1", place: PLACES.SU1, intervention: null }]);
  expect(await patrol.code(bolos.sight, { ...of(bolo), body: { seenAt } })).toBe("bolo.place_missing");
  const card = await operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, note: bolo.reference } });
  const { interventionId } = card;
  const linked = await operator.must(bolos.linkSighting, { params: { boloId: bolo.boloId, sightingId }, body: { interventionId } });
  expect(linked.sightings[0]?.intervention).toEqual({ interventionId, reference: card.reference });
  const listed = await dispatcher.must(bolos.list, { query: { interventionId } });
  expect(listed.map(({ boloId, intervention }) => [boloId, intervention])).toEqual([[bolo.boloId, null]]);
});

it("keeps its link to a case that its changer does not see, and loses one that its changer sees and takes away", async () => {
  const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const wide = { ...car, sectors: [] };
  const draft = await write({ ...wide, interventionId });
  const change = async (by: TestClient, version: number) =>
    (await by.must(bolos.change, { ...of(draft), body: { ...wide, text: `سيارة مسروقة ${version}`, interventionId: null, version } }))
      .intervention;
  expect(await change(await room.as("dispatcher2"), 1)).toBeNull();
  expect((await page(draft)).intervention).toMatchObject({ interventionId });
  expect(await change(dispatcher, 2)).toBeNull();
  expect((await page(draft)).intervention).toBeNull();
});

it("hangs on an intervention that its author may see, and records which bodies were told by hand", async () => {
  const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const bolo = await publish({ ...car, interventionId });
  const query = { interventionId };
  expect((await operator.must(bolos.list, { query })).map(({ boloId }) => boloId)).toEqual([bolo.boloId]);
  expect(await (await room.as("dispatcher2")).code(bolos.write, { body: { ...car, interventionId } })).toBe("object.not_found");
  const body = { channel: "body", name: "الدرك الوطني", at: now() } as const;
  const told = await dispatcher.must(bolos.noteNotice, { ...of(bolo), body });
  expect(told.notices.outside).toMatchObject([{ channel: "body", alertId: null, name: "الدرك الوطني", by: "dispatcher" }]);
  expect(told.events[0]).toMatchObject({ kind: "bolo.told", channel: "body", text: "الدرك الوطني" });
  const draft = await write();
  expect(await operator.code(bolos.noteNotice, { ...of(draft), body })).toBe("bolo.wrong_state");
});

/** Signs everybody in anew: nobody's session outlives the hours of a BOLO. */
async function enter(): Promise<void> {
  const fresh = (username: string) => signedIn(room.url, username, PASSWORD);
  [operator, dispatcher, patrol] = [await fresh("operator"), await fresh("dispatcher"), await fresh("patrol")];
}

it("names the units without an account, whom the room does not reach; who told one by radio stands there, once", async () => {
  const { unitId } = await (await room.as("supervisor")).must(dispatch.createUnit, { body: { code: "R-1", kind: "car", sectorId: "SU1" } });
  const away = await (await room.as("supervisor2")).must(dispatch.createUnit, { body: { code: "R-2", kind: "car", sectorId: "SU2" } });
  const draft = await write();
  expect(draft.notices.units).toEqual([]);
  const tell = (client: TestClient, boloId: string, unit = unitId) =>
    client.code(bolos.noteNotice, { params: { boloId }, body: { channel: "radio", unitId: unit } });
  expect(await tell(operator, draft.boloId)).toBe("bolo.wrong_state");
  const bolo = await dispatcher.must(bolos.publish, { ...of(draft), body: { version: draft.version } });
  expect(bolo.notices.units).toEqual([{ unitId, unitCode: "R-1", told: null }]);
  expect([await tell(operator, bolo.boloId), await tell(operator, bolo.boloId, away.unitId)]).toEqual(["ok", "object.not_found"]);
  const first = (await page(bolo)).notices.units;
  expect(first).toMatchObject([{ unitId, unitCode: "R-1", told: { channel: "radio", by: "operator" } }]);
  clock.forward(1000);
  expect(await tell(dispatcher, bolo.boloId)).toBe("ok");
  expect((await page(bolo)).notices.units).toEqual(first);
  const told = (await logEntries(room, bolo.boloId)).filter(({ type }) => type === "bolo.told");
  expect(told.map(({ detail, actor_name: by }) => [detail?.["channel"], detail?.["unitId"], by])).toEqual([
    ["radio", unitId, "operator"],
    ["radio", unitId, "dispatcher"],
  ]);
});

it("expires by the clock alone, and is extended by a renewal with its reason", async () => {
  const bolo = await publish({ ...car, hours: 3 });
  clock.forward(HOUR);
  await enter();
  const renewal = { version: bolo.version, hours: 1, reason: "لم يُعثر عليها" };
  expect(await dispatcher.code(bolos.renew, { ...of(bolo), body: renewal })).toBe("bolo.span_wrong");
  const renewed = await dispatcher.must(bolos.renew, { ...of(bolo), body: { ...renewal, hours: 5 } });
  expect(renewed.events[0]).toMatchObject({ kind: "bolo.renewed", text: "لم يُعثر عليها" });
  clock.forward(4.9 * HOUR);
  await enter();
  expect(await isIn(operator, bolo)).toBe(true);
  clock.forward(0.2 * HOUR);
  await enter();
  expect([await isIn(operator, bolo), await isIn(patrol, bolo)]).toEqual([false, false]);
  expect((await page(bolo)).standing).toBe("expired");
  expect(await operator.code(bolos.acknowledge, of(bolo))).toBe("bolo.wrong_state");
  const listed = await dispatcher.must(bolos.list, { query: { standing: "expired" } });
  expect(listed.map(({ boloId }) => boloId)).toContain(bolo.boloId);
  const again = { ...of(bolo), body: { version: renewed.version, hours: 72, reason: "شوهدت مجددا" } };
  expect(await operator.code(bolos.renew, again)).toBe("access.not_your_role");
  expect(await dispatcher.must(bolos.renew, again)).toMatchObject({ standing: "in_force", events: [{ text: "شوهدت مجددا" }, {}, {}, {}] });
  expect([await isIn(operator, bolo), await isIn(patrol, bolo)]).toEqual([true, true]);
});
