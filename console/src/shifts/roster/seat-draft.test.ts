import { expect, it } from "vitest";
import { EMPTY_SEAT, isSeatDraft, wrongSeat } from "./seat-draft.ts";

it("needs a desk at a desk, and a unit with its vehicle in a crew", () => {
  expect(wrongSeat(EMPTY_SEAT)).toEqual(new Set(["userId", "desk", "from", "to"]));
  expect(wrongSeat({ ...EMPTY_SEAT, kind: "crew" })).toEqual(new Set(["userId", "unitId", "vehicle", "from", "to"]));
  expect(wrongSeat({ ...EMPTY_SEAT, userId: "u", desk: "1", from: 2, to: 2 })).toEqual(new Set(["to"]));
  expect(wrongSeat({ ...EMPTY_SEAT, userId: "u", desk: "1", from: 2, to: 3 })).toEqual(new Set());
});

it("takes back a draft of this shape only", () => {
  expect([isSeatDraft(EMPTY_SEAT), isSeatDraft({ ...EMPTY_SEAT, from: "x" }), isSeatDraft(undefined)]).toEqual([true, false, false]);
});
