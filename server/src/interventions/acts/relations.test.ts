import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import type { Relation } from "@amaliyat/domain/interventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  dispatcher = await room.as("dispatcher");
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (body: object = {}, by = dispatcher) =>
  by.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS", ...body } });
const params = ({ interventionId }: InterventionCard) => ({ interventionId });
const now = (card: InterventionCard) => dispatcher.must(interventions.card, { params: params(card) });
const relate = (card: InterventionCard, relation: Relation, other: InterventionCard, by = dispatcher) =>
  by.ask(interventions.relate, { params: params(card), body: { relation, other: other.interventionId } });
const unrelate = (card: InterventionCard, relation: Relation, other: InterventionCard) =>
  dispatcher.ask(interventions.unrelate, { params: params(card), body: { relation, other: other.interventionId } });
const likelyIds = async (card: InterventionCard) =>
  (await dispatcher.must(interventions.likely, { params: params(card) })).map(({ row }) => row.interventionId);

describe("relations", () => {
  it("are made and undone, shown and told both ways, and logged", async () => {
    const [one, other] = [await open(), await open()];
    const screen = await openScreen(await room.as("operator"));
    expect(await relate(one, "parent", other)).toMatchObject({ value: { related: [{ relation: "parent", reference: other.reference }] } });
    await screen.happens("intervention", ({ row }) => row.interventionId === other.interventionId && row.version === other.version + 1);
    screen.socket.terminate();
    const seen = await now(other);
    expect(seen.related).toEqual([
      { relation: "child", interventionId: one.interventionId, reference: one.reference, state: "open", subcategory: "TRF.OBS" },
    ]);
    expect(seen.events.at(-1)).toMatchObject({ kind: "related", data: { relation: "child", otherReference: one.reference } });
    expect(codeOf(await relate(one, "parent", other))).toBe("ok");
    expect(await unrelate(other, "child", one)).toMatchObject({ value: { related: [] } });
    expect((await now(one)).related).toEqual([]);
    expect(codeOf(await unrelate(one, "parent", other))).toBe("intervention.not_related");
    const types = (await logEntries(room, one.interventionId)).map(({ type, outcome }) => `${type} ${outcome}`);
    expect(types.slice(1)).toEqual(["intervention.related done", "intervention.related done", "access.refused refused"]);
    expect(await relate(one, "related", other)).toMatchObject({ value: { related: [{ relation: "related" }] } });
  });

  it("are refused by code: itself, another relation, a second parent, a cycle, one that is gone, one out of sight", async () => {
    const [a, b, c, d] = [await open(), await open(), await open(), await open()];
    expect(codeOf(await relate(a, "related", a))).toBe("intervention.relate_to_itself");
    expect(codeOf(await relate(a, "parent", b))).toBe("ok");
    expect(codeOf(await relate(a, "related", b))).toBe("intervention.already_related");
    expect(codeOf(await relate(a, "parent", c))).toBe("intervention.has_parent");
    expect(codeOf(await relate(b, "parent", c))).toBe("ok");
    expect(codeOf(await relate(c, "parent", a))).toBe("intervention.relation_cycle");
    await dispatcher.must(interventions.cancel, { params: params(d), body: { version: d.version, reason: "خطأ" } });
    expect(codeOf(await relate(a, "related", d))).toBe("intervention.relation_target_gone");
    expect(codeOf(await relate(d, "related", a))).toBe("intervention.already_cancelled");
    const elsewhere = await open({ place: PLACES.SU2 }, await room.as("dispatcher2"));
    expect(codeOf(await relate(a, "related", elsewhere))).toBe("object.not_found");
    const analyst = await room.as("analyst");
    expect(codeOf(await relate(a, "related", c, analyst))).toBe("access.not_your_role");
  });

  it("no cycle closes through a sector that the caller does not see", async () => {
    const above = await room.as("dispatcher0");
    const [x, y] = [await open(), await open()];
    const hidden = await open({ place: PLACES.SU2 }, above);
    expect(codeOf(await relate(y, "parent", hidden, above))).toBe("ok");
    expect(codeOf(await relate(hidden, "parent", x, above))).toBe("ok");
    expect((await now(y)).related).toEqual([]);
    expect(codeOf(await relate(x, "parent", y))).toBe("intervention.relation_cycle");
  });

  it("four at once in a ring: one of them is refused, whatever their order", async () => {
    for (let round = 0; round < 3; round++) {
      const ring = await Promise.all(Array.from({ length: 4 }, () => open()));
      const next = (index: number): InterventionCard => {
        const found = ring[(index + 1) % 4];
        if (!found) throw new Error("a ring of four");
        return found;
      };
      const codes = (await Promise.all(ring.map((card, index) => relate(card, "parent", next(index))))).map(codeOf);
      expect(codes.toSorted()).toEqual(["intervention.relation_cycle", "ok", "ok", "ok"]);
    }
  });
});

describe("likely duplicates", () => {
  // Each of these stands at a place of its own, so that they do not find each other.
  let step = 0;
  const place = () => ({ lat: 31.9005 + (step += 0.0001), lon: 5.3005 });
  const near = ({ lat, lon }: { lat: number; lon: number }, metres = 90) => ({ lat: lat + metres / 111_195, lon });

  it("are proposed for an open one and for one that is not opened yet, with distance and time", async () => {
    const at = { lat: 31.95, lon: 5.7 };
    const old = await open({ place: at });
    const fresh = await open({ place: near(at), subcategory: "TRF.PKG" });
    const [found] = await dispatcher.must(interventions.likely, { params: params(fresh) });
    expect(found?.row.interventionId).toBe(old.interventionId);
    expect(Math.round(found?.metres ?? 0)).toBe(90);
    const asked = (subcategory?: "TRF.OBS" | "THF.PHN", later?: string) =>
      dispatcher.must(interventions.likelyNew, { query: { ...near(at), subcategory, at: later } });
    expect((await asked("TRF.OBS")).length).toBe(2);
    expect((await asked()).length).toBe(2);
    expect(await asked("THF.PHN")).toEqual([]);
    expect(await asked("TRF.OBS", new Date(Date.now() + 3 * 3_600_000).toISOString())).toEqual([]);
  });

  it("kept apart are known to both, proposed no more, and again when that is undone", async () => {
    const at = { lat: 31.96, lon: 5.7 };
    const [one, other] = [await open({ place: at }), await open({ place: near(at) })];
    expect(await likelyIds(one)).toEqual([other.interventionId]);
    expect(codeOf(await relate(one, "apart", other, await room.as("operator")))).toBe("ok");
    expect([await likelyIds(one), await likelyIds(other)]).toEqual([[], []]);
    expect((await now(other)).related).toMatchObject([{ relation: "apart", interventionId: one.interventionId }]);
    expect(codeOf(await unrelate(other, "apart", one))).toBe("ok");
    expect(await likelyIds(other)).toEqual([one.interventionId]);
  });

  it("are nothing beyond the caller's sectors, nor of one that is over or has no point", async () => {
    const there = PLACES.SU2;
    await open({ place: there }, await room.as("dispatcher2"));
    expect(await dispatcher.must(interventions.likelyNew, { query: { ...there, subcategory: "TRF.OBS" } })).toEqual([]);
    expect(await (await room.as("dispatcher2")).must(interventions.likelyNew, { query: there })).not.toEqual([]);
    const words = await dispatcher.must(interventions.open, { body: { origin: "desk", placeText: "قرب السوق" } });
    expect(await likelyIds(words)).toEqual([]);
  });

  it("joined at opening: merged into the old one at once by whoever takes the call, with its own number, in one act", async () => {
    const caller = await room.as("call_taker");
    const [old, other] = [await open({ place: place() }), await open({ place: place() })];
    const body = {
      origin: "call" as const,
      place: PLACES.SU1,
      note: "شاحنة واقفة",
      joins: old.interventionId,
      apartFrom: [other.interventionId],
    };
    const card = await caller.must(interventions.open, { body });
    expect(card).toMatchObject({
      state: "merged",
      mergedInto: old.interventionId,
      related: [{ relation: "apart", reference: other.reference }],
    });
    expect(card.events.map(({ kind }) => kind)).toEqual(["opened", "noted", "related", "merged"]);
    expect((await now(old)).merged).toMatchObject([{ reference: card.reference }]);
    expect((await logEntries(room, card.interventionId)).map(({ type }) => type)).toEqual([
      "intervention.opened",
      "intervention.related",
      "intervention.merged",
    ]);
    expect(
      (await dispatcher.must(interventions.split, { params: params(card), body: { version: card.version, reason: "ليس هو" } })).state,
    ).toBe("open");
  });

  it("joined at opening to what is over or out of sight: refused, and no number is lost", async () => {
    const closed = await open({ place: place() });
    await dispatcher.must(interventions.close, {
      params: params(closed),
      body: { version: closed.version, disposition: "03", outcome: "تم" },
    });
    const elsewhere = await open({ place: PLACES.SU2 }, await room.as("dispatcher2"));
    const before = await open();
    const join = (joins: string, at: { lat: number; lon: number } = PLACES.SU1) =>
      dispatcher.code(interventions.open, { body: { origin: "call", place: at, joins } });
    expect(await join(closed.interventionId)).toBe("intervention.merge_target_closed");
    expect(await join(elsewhere.interventionId)).toBe("object.not_found");
    expect(await join(elsewhere.interventionId, PLACES.SU2)).toBe("object.not_found");
    const number = (card: InterventionCard): number => Number(/\d+$/.exec(card.reference)?.[0]);
    expect(number(await open())).toBe(number(before) + 1);
  });
});
