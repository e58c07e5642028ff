import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
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

const open = (place: { lat: number; lon: number } = PLACES.SU1) =>
  dispatcher.must(interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } });
const merge = (card: InterventionCard, into: InterventionCard) =>
  dispatcher.ask(interventions.merge, {
    params: { interventionId: card.interventionId },
    body: { version: card.version, into: into.interventionId },
  });
const split = (card: InterventionCard) =>
  dispatcher.ask(interventions.split, {
    params: { interventionId: card.interventionId },
    body: { version: card.version, reason: "غير مكرر" },
  });
const now = (card: InterventionCard) => dispatcher.must(interventions.card, { params: { interventionId: card.interventionId } });

it("merges a duplicate and splits it off again; both screens are told, both acts stand in the log", async () => {
  const [one, other] = [await open(), await open()];
  const screen = await openScreen(await room.as("operator"));
  expect(await merge(one, other)).toMatchObject({ value: { state: "merged", mergedInto: other.interventionId } });
  expect(await now(other)).toMatchObject({ state: "open", merged: [{ interventionId: one.interventionId, reference: one.reference }] });
  expect((await now(one)).events.at(-1)).toMatchObject({ kind: "merged", data: { otherReference: other.reference } });
  await screen.happens("intervention", ({ row }) => row.interventionId === one.interventionId && row.state === "merged");
  await screen.happens("intervention", ({ row }) => row.interventionId === other.interventionId);
  expect(await split(await now(one))).toMatchObject({ value: { state: "open", mergedInto: null } });
  const kept = await now(other);
  expect(kept.merged).toEqual([]);
  expect(kept.events.map(({ kind, data }) => [kind, data["otherReference"] ?? null]).slice(1)).toEqual([
    ["joined", one.reference],
    ["parted", one.reference],
  ]);
  await screen.happens("intervention", ({ row }) => row.interventionId === one.interventionId && row.state === "open");
  screen.socket.terminate();
  const entries = await logEntries(room, one.interventionId);
  expect(entries.map(({ type, detail }) => [type, detail?.["into"] ?? null])).toEqual([
    ["intervention.opened", null],
    ["intervention.merged", other.interventionId],
    ["intervention.split", null],
  ]);
});

it("is refused where it makes no sense, each time with its code", async () => {
  const [target, ...others] = [await open(), await open(), await open(), await open()];
  const [merged, closed, cancelled] = others;
  if (!merged || !closed || !cancelled) throw new Error("three are needed");
  expect(codeOf(await merge(target, target))).toBe("intervention.merge_into_itself");
  expect(codeOf(await split(target))).toBe("intervention.not_merged");
  expect(codeOf(await merge(merged, target))).toBe("ok");
  expect(codeOf(await merge(await now(merged), target))).toBe("intervention.already_merged");
  expect(codeOf(await merge(await now(target), merged))).toBe("intervention.merge_cycle");
  expect(codeOf(await merge(closed, merged))).toBe("intervention.merge_target_merged");
  const params = (card: InterventionCard) => ({ params: { interventionId: card.interventionId } });
  await dispatcher.must(interventions.close, { ...params(closed), body: { version: closed.version, disposition: "03", outcome: "تم" } });
  await dispatcher.must(interventions.cancel, { ...params(cancelled), body: { version: cancelled.version, reason: "خطأ" } });
  expect(codeOf(await merge(await now(target), closed))).toBe("intervention.merge_target_closed");
  expect(codeOf(await merge(await now(target), cancelled))).toBe("intervention.merge_target_cancelled");
  const elsewhere = await (await room.as("dispatcher2")).must(interventions.open, { body: { origin: "desk", place: PLACES.SU2 } });
  expect(codeOf(await merge(await now(target), elsewhere))).toBe("object.not_found");
});

it("follows a chain: nothing can be merged into what leads back to it", async () => {
  const [a, b, c] = [await open(), await open(), await open()];
  expect(codeOf(await merge(a, b))).toBe("ok");
  expect(codeOf(await merge(await now(b), c))).toBe("ok");
  expect(codeOf(await merge(await now(c), a))).toBe("intervention.merge_cycle");
});

it("many merges towards each other at once are each decided: one holds, and no request is given up", async () => {
  const [one, other] = [await open(), await open()];
  const answers = await Promise.all(Array.from({ length: 50 }, (_, nth) => (nth % 2 === 0 ? merge(one, other) : merge(other, one))));
  const codes = answers.map((answer) => (answer.ok ? "ok" : answer.error.code));
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  expect(codes.filter((code) => code.startsWith("database.") || code.startsWith("server."))).toEqual([]);
});

it("two merges towards each other at once: one holds, the other is told why not, and nothing is left half done", async () => {
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await open(), await open()];
    const codes = await Promise.all([merge(one, other), merge(other, one)]).then((results) => results.map(codeOf));
    expect(codes.toSorted(), JSON.stringify(codes)).toEqual(["intervention.changed_meanwhile", "ok"]);
    const states = [await now(one), await now(other)].map(({ state, events }) => `${state} ${events.at(-1)?.kind}`);
    expect(states.toSorted()).toEqual(["merged merged", "open joined"]);
  }
});
