import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movedClock } from "../../testing/moved-clock.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

const HOUR = 3_600_000;
const SECOND = 1_000;
const clock = movedClock();
let room: TestRoom;
let desk: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "CB-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const iso = (at: number) => new Date(at).toISOString();
const params = ({ interventionId }: { readonly interventionId: string }) => ({ params: { interventionId } });
const card = (of: { readonly interventionId: string }) => desk.must(interventions.card, params(of));
const version = async (of: { readonly interventionId: string }) => (await card(of)).version;
const cancel = async (of: InterventionCard) =>
  desk.must(interventions.cancel, { ...params(of), body: { version: await version(of), reason: "لا شيء هناك" } });
const stamp = (assignmentId: string, status: "on_scene" | "cleared", at: number) =>
  crew.must(dispatch.stamp, { params: { assignmentId }, body: { status, at: iso(at) } });
const assignments = async () => (await crew.must(dispatch.duty, {}))?.assignments ?? [];
/** Moments with what happens between them: the clock goes on by a second at each. */
function later(): number {
  clock.forward(SECOND);
  const at = clock.now();
  clock.forward(SECOND);
  return at;
}

/** A case to which the crew was sent before the room's clock was set back by an hour. */
async function sentBefore() {
  for (const { assignmentId } of await assignments()) await stamp(assignmentId, "cleared", clock.now());
  const one = await desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
  clock.forward(SECOND);
  const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
  clock.forward(-HOUR);
  return { one, assignmentId };
}

describe("after the room's clock was set back by an hour", () => {
  it("an arrival before the cancellation opens the case again, and one after it does not", async () => {
    const first = await sentBefore();
    const before = later();
    await cancel(first.one);
    await stamp(first.assignmentId, "on_scene", before);
    expect(await card(first.one)).toMatchObject({ state: "open", units: [{ state: "on_scene" }] });

    const second = await sentBefore();
    await cancel(second.one);
    await stamp(second.assignmentId, "on_scene", later());
    expect(await card(second.one)).toMatchObject({ state: "cancelled", units: [{ state: "withdrawn" }] });
  });

  it("the same holds for a case that the crew took up by itself", async () => {
    const one = await desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
    clock.forward(-HOUR);
    const heard = later();
    await cancel(one);
    const { assignmentId } = await crew.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(heard) } });
    await stamp(assignmentId, "on_scene", later());
    expect((await card(one)).state).toBe("cancelled");
  });

  it("a crew that is bound again reads of the danger that was noted after it was taken back", async () => {
    const { one, assignmentId } = await sentBefore();
    await desk.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "سُحبت" } });
    clock.forward(SECOND);
    await desk.must(interventions.mark, { ...params(one), body: { version: await version(one), attributes: ["weapon"] } });
    const there = later();
    await cancel(one);
    await stamp(assignmentId, "on_scene", there);
    expect(await card(one)).toMatchObject({ state: "open", attributes: ["weapon"] });
    const order = (await assignments()).find((each) => each.assignmentId === assignmentId);
    expect(order).toMatchObject({ state: "on_scene" });
    expect(order?.unreadSince).not.toBeNull();
  });
});
