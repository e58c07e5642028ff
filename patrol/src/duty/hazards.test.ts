import { expect, it } from "vitest";
import { holdingNow } from "./apply.ts";

it("a hazard that ended since the duty was read is not shown, with or without a link", () => {
  const hazard = {
    hazardId: "1f0e0000-0000-4000-8000-000000000001",
    kind: "dog",
    words: "كلب",
    certainty: "fact",
    source: "patrol",
    sourceWords: null,
    area: { kind: "radius", metres: 50 },
    isConfirmed: true,
    firstAt: "2026-01-01T00:00:00Z",
    until: "2026-03-01T00:00:00Z",
    metres: 3,
  } as const;
  const until = Date.parse(hazard.until);
  expect(holdingNow({ hazards: [hazard] }, until - 1)).toEqual([hazard]);
  expect(holdingNow({ hazards: [hazard] }, until)).toEqual([]);
  expect(holdingNow({}, 0)).toEqual([]);
});
