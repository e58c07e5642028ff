import { calls } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { isNature, URGENT_KINDS } from "@amaliyat/domain/calls";
import { defaultPriority } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk } from "../testing/calls-desk.ts";
import { logEntries } from "../testing/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { makeUnit } from "../testing/things.ts";
import { PLACES, type TestRoom } from "../testing/test-room.ts";

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

  // Pressed once more, nobody is free in the call-taker's sectors: that is said, and the intervention stays one.
  expect(await taker.must(calls.sendHelp, { params, body: {} })).toEqual({ interventionId, reference, sent: null });
  const asked = (await logEntries(room, callId)).filter(({ type }) => type === "call.help_sent");
  expect(asked.map(({ detail }) => detail?.["unit"])).toEqual(["N-1", null]);
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
