import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { makeUnit } from "../testing/things/things.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const clock = movedClock();
let room: TestRoom;
let unitId: string;
let patrol: TestClient;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  unitId = (await makeUnit(room, "SU1", "B-1")).unitId;
  [patrol, dispatcher] = [await room.as("patrol"), await room.as("dispatcher")];
});
afterAll(() => room[Symbol.asyncDispose]());

const iso = (at: number): string => new Date(at).toISOString();
const open = () => dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
async function sent() {
  const { interventionId } = await open();
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
  return { interventionId, assignmentId };
}
const cardOf = (interventionId: string, by = dispatcher) => by.must(interventions.card, { params: { interventionId } });
const stamp = (assignmentId: string, status: "accepted" | "en_route" | "on_scene" | "cleared", at: number) =>
  patrol.must(dispatch.stamp, { params: { assignmentId }, body: { status, at: iso(at) } });

/** A refusal tells what is wrong in each language of the room. */
function says({ text }: Problem): void {
  expect(text.ar).toMatch(/\p{Script=Arabic}{3}/u);
  expect([text.fr, text.en].every((words) => words.length > 10 && !/[{}]/.test(words))).toBe(true);
}

describe("a crew that is offline for an hour", () => {
  it("is refused nothing of what it did meanwhile, each under its own time, though the desk cancelled", async () => {
    const { interventionId, assignmentId } = await sent();
    const begun = clock.now();
    clock.forward(HOUR);
    dispatcher = await clientsOf(room.url)("dispatcher");
    const before = await cardOf(interventionId);
    await dispatcher.must(interventions.cancel, { params: { interventionId }, body: { version: before.version, reason: "لا أحد هناك" } });
    await stamp(assignmentId, "accepted", begun + MINUTE);
    await stamp(assignmentId, "en_route", begun + 2 * MINUTE);
    await stamp(assignmentId, "on_scene", begun + 10 * MINUTE);
    await patrol.must(dispatch.note, { params: { assignmentId }, body: { text: "معه سكين", at: iso(begun + 12 * MINUTE) } });
    const duty = await patrol.must(dispatch.duty, {});
    expect(duty?.assignments).toMatchObject([{ interventionId, state: "on_scene", onSceneAt: iso(begun + 10 * MINUTE) }]);
    const body = { disposition: "03" as const, outcome: "أُوقف واحد", at: iso(begun + 40 * MINUTE) };
    const done = await patrol.must(dispatch.finish, { params: { assignmentId }, body });
    expect(done).toMatchObject({ closed: true, duty: { assignments: [] } });
    const after = await cardOf(interventionId);
    expect(after).toMatchObject({ state: "closed", outcome: "أُوقف واحد" });
    expect(after.units).toMatchObject([
      { enRouteAt: iso(begun + 2 * MINUTE), onSceneAt: iso(begun + 10 * MINUTE), clearedAt: iso(begun + 40 * MINUTE) },
    ]);
    expect(after.events.flatMap(({ kind, data }) => (kind === "noted" ? [data["text"]] : []))).toContain("معه سكين");
  });
});

describe("a phone whose clock is two days off", () => {
  it.each([2 * DAY, -2 * DAY])("stamps at the moment at which its word arrives, and opens nothing again (%d ms)", async (off) => {
    const { interventionId, assignmentId } = await sent();
    clock.forward(MINUTE);
    const arrived = clock.now();
    const shown = await stamp(assignmentId, "en_route", arrived + off);
    expect(Math.abs(Date.parse(shown.enRouteAt ?? "") - arrived)).toBeLessThan(10_000);
    const card = await cardOf(interventionId);
    await dispatcher.must(interventions.cancel, { params: { interventionId }, body: { version: card.version, reason: "لا أحد هناك" } });
    await stamp(assignmentId, "on_scene", clock.now() + off);
    expect(await cardOf(interventionId)).toMatchObject({ state: "cancelled" });
    const heard = await patrol.must(dispatch.flagDown, { body: { place: PLACES.SU1, subcategory: "TRF.OBS", at: iso(clock.now() + off) } });
    expect(Math.abs(Date.parse(heard.onSceneAt ?? "") - clock.now())).toBeLessThan(10_000);
    clock.forward(5 * MINUTE);
    const word = await patrol.must(dispatch.hear, { params: { unitId }, body: { at: iso(clock.now() + off) } });
    expect(Math.abs(Date.parse(word.checkInDue ?? "") - clock.now() - 15 * MINUTE)).toBeLessThan(10_000);
    const cleared = await stamp(heard.assignmentId, "cleared", clock.now() + off);
    expect(Math.abs(Date.parse(cleared.clearedAt ?? "") - clock.now())).toBeLessThan(10_000);
  });
});

describe("three desks at once", () => {
  it("decide on one case: one of them does, the others are told that it changed, and the case is whole", async () => {
    const as = clientsOf(room.url);
    const desks = [await as("dispatcher"), await as("supervisor"), await as("supervisor0")] as const;
    const spare = await open();
    for (let round = 0; round < 8; round++) {
      const { interventionId, version } = await open();
      const params = { interventionId };
      const press = (by: TestClient, act: number) => {
        if (act === 0) return by.ask(interventions.cancel, { params, body: { version, reason: "بلاغ كاذب" } });
        if (act === 1) return by.ask(interventions.close, { params, body: { version, disposition: "03", outcome: "أزيلت" } });
        return by.ask(interventions.merge, { params, body: { version, into: spare.interventionId, moveAssignments: true } });
      };
      const answers = await Promise.all(desks.map((desk, nth) => press(desk, (nth + round) % desks.length)));
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
      expect(refused).toHaveLength(2);
      for (const problem of refused) {
        expect(problem.code).toBe("intervention.changed_meanwhile");
        says(problem);
      }
      const cards: InterventionCard[] = await Promise.all(desks.map((desk) => cardOf(interventionId, desk)));
      expect(new Set(cards.map(({ state }) => state)).size).toBe(1);
      expect(cards[0]?.events.filter(({ kind }) => ["cancelled", "merged", "closed"].includes(kind))).toHaveLength(1);
    }
  });

  it("send the same unit: it goes once, and the others are told to what it is bound", async () => {
    const as = clientsOf(room.url);
    const desks = [await as("dispatcher"), await as("supervisor"), await as("supervisor0")] as const;
    const { unitId: free } = await desks[1].must(dispatch.createUnit, { body: { code: "B-2", kind: "car", sectorId: "SU1" } });
    const cases = await Promise.all(desks.map(open));
    const answers = await Promise.all(
      desks.map((desk, nth) =>
        desk.ask(dispatch.assign, { params: { interventionId: cases[nth]?.interventionId ?? "" }, body: { unitId: free } }),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    const going = answers.flatMap((answer, nth) => (answer.ok ? [cases[nth]?.reference] : []));
    expect(refused.map(({ code, params }) => [code, params?.["reference"]])).toEqual([
      ["unit.already_assigned", going[0]],
      ["unit.already_assigned", going[0]],
    ]);
    for (const problem of refused) says(problem);
  });
});
