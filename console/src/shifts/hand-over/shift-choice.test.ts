import type { Shift } from "@amaliyat/contract/shifts";
import { expect, it } from "vitest";
import { nextFor, readable } from "./hand-over-view.tsx";
import { mayTakeOver } from "./sign-panel.tsx";

const shift = (shiftId: string, kind: Shift["kind"], hour: number, more: Partial<Shift> = {}): Shift => ({
  shiftId,
  sectorId: "SU1",
  version: 1,
  kind,
  name: shiftId,
  from: new Date(hour * 3_600_000).toISOString(),
  to: new Date((hour + 8) * 3_600_000).toISOString(),
  chief: { userId: "me", name: "" },
  started: null,
  coversFrom: null,
  outgoing: null,
  hash: null,
  startedFor: null,
  relievedFor: null,
  inPlaceOf: null,
  incoming: null,
  reason: null,
  ...more,
});

it("offers the logs of one's sectors, what runs first and then the newest", () => {
  const all = [
    shift("old", "handed_over", 0),
    shift("newer", "handed_over", 8),
    shift("now", "running", 16),
    shift("later", "planned", 24),
    shift("elsewhere", "running", 16, { sectorId: "SU2" }),
  ];
  expect(readable(all, null, ["SU1"]).map((one) => one.shiftId)).toEqual(["now", "newer", "old"]);
});

it("starts one's own next planned shift of the sector, and nobody else's", () => {
  const now = shift("now", "handing_over", 16);
  const others = [shift("his", "planned", 20, { chief: { userId: "him", name: "" } }), shift("far", "planned", 48)];
  expect(nextFor([...others, shift("mine", "planned", 24)], now, "me")?.shiftId).toBe("mine");
  expect(nextFor([shift("other", "planned", 24, { sectorId: "SU2" })], now, "me")).toBeNull();
});

it("offers the second signature to the relief of an absent chief, and to a chief for whom the relief signed", () => {
  const by = (userId: string) => ({ at: new Date(0).toISOString(), userId, name: "" });
  const relieved = { startedFor: "ill", started: by("relief"), outgoing: by("relief"), inPlaceOf: "ill" };
  const handed = shift("now", "handing_over", 0, relieved);
  expect(["relief", "me", "other"].map((userId) => mayTakeOver(handed, userId))).toEqual([true, true, true]);
  const own = shift("now", "handing_over", 0, { outgoing: by("me") });
  expect(["relief", "me"].map((userId) => mayTakeOver(own, userId))).toEqual([true, false]);
  expect(mayTakeOver(shift("now", "running", 0), "relief")).toBe(false);
});
