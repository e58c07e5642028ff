import { expect, test } from "vitest";
import { LANGUAGES } from "../kernel/index.ts";
import {
  isOutsideReport,
  isReportChannel,
  isReportNature,
  OUTSIDE_REPORT_NATURES,
  READY_ANSWERS,
  READY_QUESTIONS,
  REPORT_CHANNELS,
  REPORT_NATURES,
  TEXT_MOST,
} from "./index.ts";

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

test("ready questions have a key each, and are as long as a message may be in every language", () => {
  expect(new Set(READY_QUESTIONS.map(({ digit }) => digit)).size).toBe(READY_QUESTIONS.length);
  for (const { words } of READY_QUESTIONS)
    for (const language of LANGUAGES) expect(words[language].length).toBeLessThanOrEqual(TEXT_MOST.message);
  expect(READY_ANSWERS).toHaveLength(3);
});
