import type { Duty } from "@amaliyat/contract/dispatch";
import { expect, it } from "vitest";
import type { Act, Deed } from "../outbox/act.ts";
import { duty, iso, order, T0 } from "../testing/orders.ts";
import { applyActs } from "./apply.ts";

const acts = (...deeds: Deed[]): Act[] => deeds.map((deed, i) => ({ ...deed, key: `k${i}`, at: T0 + (i + 1) * 1000 }));
const stamp = (status: "accepted" | "en_route" | "on_scene" | "cleared", to = "a"): Deed => ({ kind: "stamp", order: to, status });

it("shows steps with the phone's times before the room knows of them", () => {
  const shown = applyActs(duty, acts(stamp("accepted"), stamp("en_route"), stamp("on_scene")));
  expect(shown.assignments[0]).toMatchObject({ state: "on_scene", acceptedAt: iso(1000), enRouteAt: iso(2000), onSceneAt: iso(3000) });
  expect(shown.unit).toMatchObject({ status: "on_scene", checkInDue: iso(3000 + 15 * 60_000) });
});

it("changes nothing where the rules would refuse, or where it is so already", () => {
  const there = applyActs(duty, acts(stamp("on_scene")));
  expect(applyActs(there, acts(stamp("accepted"), stamp("on_scene"))).assignments[0]).toEqual(there.assignments[0]);
});

it("takes what ended from the list; the crew is free when nothing is left", () => {
  const done = applyActs(duty, acts({ kind: "finish", order: "a", disposition: "10", outcome: "أزيل" }));
  expect(done.assignments.map(({ assignmentId }) => assignmentId)).toEqual(["b"]);
  expect(applyActs(done, acts({ kind: "refuse", order: "b", reason: "عطب" }))).toMatchObject({
    unit: { status: "available" },
    assignments: [],
  });
});

it("opens what the crew met, with the crew on scene, and notes on it", () => {
  const met: Deed = { kind: "flag_down", order: "new:k0", place: { lat: 1, lon: 2 }, subcategory: "TRF.OBS", note: null };
  const shown = applyActs(duty, acts(met, { kind: "note", order: "new:k0", text: "شجرة" }));
  expect(shown.assignments[0]).toMatchObject({ state: "on_scene", subcategory: "TRF.OBS", priority: "P2", notes: [{ text: "شجرة" }] });
  expect(applyActs(shown, acts(met)).assignments).toHaveLength(3);
});

it("shows a call for help, and that all is well until when", () => {
  const shown = applyActs(
    applyActs(duty, acts(stamp("on_scene"))),
    acts({ kind: "panic", place: null, accuracyM: null, placeAt: null }, { kind: "hear", activity: "report" }),
  );
  expect(shown.unit).toMatchObject({
    distress: { at: iso(1000), takenUpBy: null },
    activity: "report",
    checkInDue: iso(2000 + 15 * 60_000),
  });
});

it("is on scene at one place: where it was waits for it, with its first arrival, and stays in the list behind", () => {
  const shown = applyActs(duty, acts(stamp("on_scene"), stamp("on_scene", "b")));
  expect(shown.assignments.map(({ assignmentId, state, onSceneAt }) => [assignmentId, state, onSceneAt])).toEqual([
    ["b", "on_scene", iso(2000)],
    ["a", "accepted", iso(1000)],
  ]);
  expect(shown.unit.checkInDue).toBe(iso(2000 + 15 * 60_000));
  const met: Deed = { kind: "flag_down", order: "new:k2", place: { lat: 1, lon: 2 }, subcategory: null, note: null };
  const back = applyActs(duty, acts(stamp("on_scene"), stamp("on_scene", "b"), met, stamp("cleared", "new:k2"), stamp("on_scene")));
  expect(back.assignments.map(({ assignmentId, state, onSceneAt }) => [assignmentId, state, onSceneAt])).toEqual([
    ["a", "on_scene", iso(1000)],
    ["b", "accepted", iso(2000)],
  ]);
});

it("has read the danger up to where it was told, of the same intervention, and not what comes later", () => {
  const told = (toldSeq: number, interventionId = "i-a"): Duty => ({
    ...duty,
    assignments: [{ ...order("a"), interventionId, toldSeq, unreadSince: iso(0) }],
  });
  const read = acts({ kind: "read", order: "a", interventionId: "i-a", seq: 4 });
  expect(applyActs(told(4), read).assignments[0]).toMatchObject({ readSeq: 4, unreadSince: null });
  expect(applyActs(told(6), read).assignments[0]).toMatchObject({ readSeq: 4, unreadSince: iso(0) });
  expect(applyActs(told(3, "i-other"), read).assignments[0]).toMatchObject({ readSeq: 0, unreadSince: iso(0) });
});
