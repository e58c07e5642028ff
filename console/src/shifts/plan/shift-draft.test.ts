import { expect, it } from "vitest";
import { isShiftDraft, wrongFields, type ShiftDraft } from "./shift-draft.ts";

const EMPTY: ShiftDraft = { sectorId: "", name: "", from: null, to: null, chiefId: "" };
const full: ShiftDraft = { sectorId: "SU1", name: "ن", from: 1, to: 2, chiefId: "u" };

it("names every field that is missing, and an end that is not after the beginning", () => {
  expect(wrongFields(full)).toEqual(new Set());
  expect(wrongFields(EMPTY)).toEqual(new Set(["sectorId", "name", "chiefId", "from", "to"]));
  expect(wrongFields({ ...full, to: 1 })).toEqual(new Set(["to"]));
  expect(wrongFields({ ...full, name: "  " })).toEqual(new Set(["name"]));
});

it("takes back a draft of this shape only", () => {
  expect([full, EMPTY, { ...full, name: 3 }, { ...full, to: "soon" }, null].map(isShiftDraft)).toEqual([true, true, false, false, false]);
});
