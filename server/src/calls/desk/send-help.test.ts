import { calls } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { isNature, URGENT_KINDS } from "@amaliyat/domain/calls";
import { defaultPriority } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk } from "../../testing/calls-desk.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { PLACES, type TestRoom } from "../../testing/test-room.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { card, talk, over } = desk;
let room: TestRoom;
let taker: TestClient;
let near = "";

/** A crew in service says where it is. */
async function crewAt(sector: "SU1" | "SU2", code: string, place: { readonly lat: number; readonly lon: number }): Promise<string> {
  const { unitId } = await makeUnit(room, sector, code);
  const crew = await room.as(sector === "SU1" ? "patrol" : "patrol2");
  await crew.must(dispatch.report, { body: { positions: [{ at: new Date().toISOString(), ...place }] } });
  return unitId;
}

/** A further free crew of SU1, which no person of this room speaks for. */
async function otherCrew(code: string): Promise<string> {
  const supervisor = await room.as("supervisor");
  const { unitId } = await supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1", userId: null } });
  const { lat, lon } = PLACES.SU1;
  await room.database.db.pool.query("update unit set lat = $2, lon = $3, position_at = now(), heard_at = now() where unit_id = $1", [
    unitId,
    lat,
    lon,
  ]);
  return unitId;
}

beforeAll(async () => {
  ({ room, taker } = await desk.open(stack));
  near = await crewAt("SU1", "N-1", PLACES.SU1);
  await crewAt("SU2", "F-1", PLACES.SU2);
});
afterAll(() => stack.disposeAsync());

it("help goes to a caller by one act: the intervention is made, the nearest free crew is sent, each once", async () => {
  const callId = await talk("0550111111", "17");
  const params = { callId };
  expect(await taker.code(calls.sendHelp, { params, body: {} })).toBe("intervention.place_missing");
  await taker.must(calls.setPlace, { params, body: { point: PLACES.SU1, text: null } });
  const body = { subcategory: "OTH.ASL", priority: "P1", attributes: ["weapon"] } as const;
  const { interventionId, reference, sent } = await taker.must(calls.sendHelp, {
    params,
    body: { ...body, attributes: [...body.attributes] },
  });
  expect(sent).toMatchObject({ interventionId, unitId: near, unitCode: "N-1", state: "assigned" });
  expect(await taker.must(interventions.card, { params: { interventionId } })).toMatchObject({ reference, ...body, state: "open" });
  expect(await card(callId)).toMatchObject({ interventionId, interventionReference: reference });
  const entries = (await logEntries(room, interventionId)).map(({ type }) => type);
  expect(entries).toEqual(["intervention.opened", "intervention.assigned"]);

  // Pressed once more, the answer is what was sent, though another crew is free by now.
  const second = await otherCrew("N-2");
  const presses = await Promise.all([1, 2, 3].map(() => taker.must(calls.sendHelp, { params, body: {} })));
  for (const press of presses)
    expect(press).toMatchObject({ interventionId, reference, isRepeated: true, sent: { assignmentId: sent?.assignmentId } });
  // One more is another act. Then nobody is free in the call-taker's sectors: that is said, and the intervention stays one.
  const one = { params, body: { oneMore: true as const } };
  expect(await taker.must(calls.sendHelp, one)).toMatchObject({ isRepeated: false, sent: { unitId: second, unitCode: "N-2" } });
  expect(await taker.must(calls.sendHelp, one)).toEqual({ interventionId, reference, isRepeated: false, sent: null });
  const asked = (await logEntries(room, callId)).filter(({ type }) => type === "call.help_sent");
  expect(asked.map(({ detail }) => [detail?.["unit"], detail?.["repeated"]])).toEqual([
    ["N-1", false],
    ["N-1", true],
    ["N-1", true],
    ["N-1", true],
    ["N-2", false],
    [null, false],
  ]);
  await over(callId);
});

it("help follows an intervention that a dispatcher has joined to another", async () => {
  const params = { callId: await talk("0550222222", "17") };
  await taker.must(calls.setPlace, { params, body: { point: PLACES.SU1, text: null } });
  const first = await taker.must(calls.sendHelp, { params, body: {} });
  const dispatcher = await room.as("dispatcher");
  const other = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "OTH.ASL" } });
  const { version } = await dispatcher.must(interventions.card, { params: { interventionId: first.interventionId } });
  await dispatcher.must(interventions.merge, {
    params: { interventionId: first.interventionId },
    body: { version, into: other.interventionId },
  });
  const again = await taker.must(calls.sendHelp, { params, body: {} });
  expect(again).toMatchObject({ interventionId: other.interventionId, reference: other.reference });
  await over(params.callId);
});

it("of two presses at once one sends a crew; one that cannot go is followed by another", async () => {
  const crews = [await otherCrew("N-3"), await otherCrew("N-4")];
  const params = { callId: await talk("0550333333", "17") };
  await taker.must(calls.setPlace, { params, body: { point: PLACES.SU1, text: null } });
  const both = await Promise.all([1, 2].map(() => taker.must(calls.sendHelp, { params, body: {} })));
  const [first, other] = both.map(({ sent }) => sent);
  expect(first?.assignmentId).toBe(other?.assignmentId);
  expect(both.filter(({ isRepeated }) => isRepeated)).toHaveLength(1);
  expect(crews).toContain(first?.unitId);
  const dispatcher = await room.as("dispatcher");
  await dispatcher.must(dispatch.withdraw, { params: { assignmentId: first?.assignmentId ?? "" }, body: { reason: "الطاقم بعيد" } });
  const next = await taker.must(calls.sendHelp, { params, body: {} });
  expect(next.isRepeated).toBe(false);
  expect(next.sent?.assignmentId).not.toBe(first?.assignmentId);
  await over(params.callId);
});

it("help for a call that is not there is refused", async () => {
  expect(await taker.code(calls.sendHelp, { params: { callId: randomUUID() }, body: {} })).toBe("object.not_found");
});

it("each urgent kind is of the taxonomy and most urgent by itself", () => {
  expect(URGENT_KINDS).toHaveLength(4);
  for (const { nature, subcategory, attributes, priority } of URGENT_KINDS) {
    expect(isNature(nature)).toBe(true);
    expect(priority).toBe("P1");
    expect(defaultPriority(subcategory, attributes).priority).toBe("P1");
  }
});
