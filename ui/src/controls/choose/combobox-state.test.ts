import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitIndex, filterOptions, moveActive } from "./combobox-state.ts";

const options = [
  { value: "crime", label: "الوقاية من الجريمة", keywords: "Prévention" },
  { value: "traffic", label: "حركة المرور", detail: "TRF" },
  { value: "sites", label: "المواقع الحساسة", disabledReason: "لا تسمح به هذه الكاميرا" },
];

describe("combobox", () => {
  it("searches label, detail and keywords, and keeps what cannot be chosen", () => {
    expect(filterOptions(options, "المرور").map((option) => option.value)).toEqual(["traffic"]);
    expect(filterOptions(options, "trf").map((option) => option.value)).toEqual(["traffic"]);
    expect(filterOptions(options, "prevention").map((option) => option.value)).toEqual(["crime"]);
    expect(filterOptions(options, "الحساسه").map((option) => option.value)).toEqual(["sites"]);
    expect(filterOptions(options, "")).toHaveLength(3);
  });

  it("moves inside the list only", () => {
    expect(moveActive(-1, 5, "ArrowDown")).toBe(0);
    expect(moveActive(-1, 5, "ArrowUp")).toBe(4);
    expect(moveActive(4, 5, "ArrowDown")).toBe(4);
    expect(moveActive(2, 5, "End")).toBe(4);
    expect(moveActive(2, 5, "x")).toBe(2);
    expect(moveActive(0, 0, "ArrowDown")).toBe(-1);
    const keys = fc.constantFrom("ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(keys), (count, pressed) => {
        const end = pressed.reduce((active, key) => moveActive(active, count, key), 0);
        expect(end).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThan(count);
      }),
    );
  });

  it("picks by digit keys of both pads, within the list", () => {
    expect(digitIndex("Digit1", 7)).toBe(0);
    expect(digitIndex("Numpad7", 7)).toBe(6);
    expect(digitIndex("Digit8", 7)).toBeUndefined();
    expect(digitIndex("Digit0", 7)).toBeUndefined();
    expect(digitIndex("KeyA", 7)).toBeUndefined();
  });
});
