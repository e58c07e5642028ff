import { expect, test } from "vitest";
import { isOutsideReport, isReportChannel, isReportNature, OUTSIDE_REPORT_NATURES, REPORT_CHANNELS, REPORT_NATURES } from "./index.ts";

test("reports come by app and web", () => {
  expect(REPORT_CHANNELS.map((channel) => channel.code)).toEqual(["APP", "WEB"]);
  for (const { code } of REPORT_CHANNELS) expect(isReportChannel(code)).toBe(true);
  expect(isReportChannel("CAM")).toBe(false);
});

test("a report is about what calls are about, and is never abandoned", () => {
  expect(REPORT_NATURES).toHaveLength(11);
  expect(OUTSIDE_REPORT_NATURES.map((nature) => nature.code)).toEqual(["NUI", "TST"]);
  expect(isReportNature("ABN")).toBe(false);
  expect(isReportNature("NUI") && isOutsideReport("NUI")).toBe(true);
  expect(isOutsideReport("THF")).toBe(false);
});
