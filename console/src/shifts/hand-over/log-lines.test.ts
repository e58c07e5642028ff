import type { HandOverLine } from "@amaliyat/contract/shifts";
import { HAND_OVER_KINDS } from "@amaliyat/domain/shifts";
import { expect, it } from "vitest";
import { isOfPart, LOG_PARTS, subjectOf, wordsOf } from "./log-lines.ts";

const line = (more: Partial<HandOverLine>): HandOverLine => ({
  key: "k",
  at: "2026-03-01T00:00:00Z",
  kind: "opened",
  by: null,
  interventionId: null,
  reference: null,
  subcategory: null,
  priority: null,
  disposition: null,
  unit: null,
  camera: null,
  cause: null,
  text: null,
  note: null,
  ...more,
});

it("puts every line in one part besides all", () => {
  for (const kind of HAND_OVER_KINDS) expect(LOG_PARTS.filter((part) => isOfPart(line({ kind }), part))).toHaveLength(2);
});

it("says codes in the language and what people wrote as it is", () => {
  expect(subjectOf(line({ subcategory: "ACC.MAT", unit: "D1" }), "fr")).toMatch(/ · D1$/);
  const lost = line({ kind: "camera_lost", cause: "connection_lost", text: "نص" });
  expect(wordsOf(lost, "en")).toBe("Connection to the camera lost · نص");
  expect(wordsOf(line({ kind: "unit_out", cause: "fuel" }), "en")).toBe("Fuel");
  expect(wordsOf(line({ cause: "of another version" }), "en")).toBe("of another version");
});
