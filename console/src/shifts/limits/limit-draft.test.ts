import { DEFAULT_LIMITS } from "@amaliyat/domain/shifts";
import { expect, it } from "vitest";
import { draftOf, limitsOf } from "./limits-view.tsx";

it("takes whole seconds from one to a week only", () => {
  const draft = draftOf(DEFAULT_LIMITS);
  expect(limitsOf(draft)).toEqual(DEFAULT_LIMITS);
  expect(limitsOf({ ...draft, "age.P1": " 90 ", unit_silent: "604800" })).toEqual({
    ...DEFAULT_LIMITS,
    "age.P1": 90,
    unit_silent: 604_800,
  });
  for (const typed of ["0", "", "1.5", "-3", "604801", "٣٠", "1e3"]) expect(limitsOf({ ...draft, "age.P1": typed })).toBeNull();
});
