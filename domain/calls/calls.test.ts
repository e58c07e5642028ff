import { expect, test } from "vitest";
import { originOf } from "../interventions/index.ts";
import {
  CALL_CHANNELS,
  CHANNEL_OF_LINE,
  isCallNature,
  isLine,
  isNature,
  isOutsideNature,
  isPartner,
  LINES,
  natureLabels,
  NATURES,
  OUTSIDE_NATURES,
  PARTNERS,
} from "./index.ts";

test("a nature is in the bulletin or outside of it, never both", () => {
  expect(NATURES).toHaveLength(11);
  for (const { code } of NATURES) expect([isNature(code), isOutsideNature(code), isCallNature(code)]).toEqual([true, false, true]);
  for (const { code } of OUTSIDE_NATURES) expect([isNature(code), isOutsideNature(code), isCallNature(code)]).toEqual([false, true, true]);
  expect(isCallNature("XXX")).toBe(false);
  expect(natureLabels("ABN").fr).toBe("Appel abandonné");
});

test("17 is answered first, and every line has its call channel", () => {
  expect(LINES.toSorted((a, b) => a.priority - b.priority)[0]?.number).toBe("17");
  for (const { number } of LINES) expect(originOf(CHANNEL_OF_LINE[number])).toBe("call");
  expect(CALL_CHANNELS.map((channel) => channel.code)).toEqual(["L17", "L1548", "L104", "EXCH"]);
  expect(isLine("17")).toBe(true);
  expect(isLine("14")).toBe(false);
});

test("partner bodies", () => {
  expect(PARTNERS.map((partner) => partner.code)).toEqual(["CIVPROT", "SAMU", "GEND", "FOREST", "APC"]);
  expect(isPartner("GEND")).toBe(true);
  expect(isPartner("17")).toBe(false);
});
