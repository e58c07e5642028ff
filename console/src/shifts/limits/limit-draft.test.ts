import { DEFAULT_LIMITS } from "@amaliyat/domain/shifts";
import { expect, it } from "vitest";
import { limitsOf } from "./limits-view.tsx";

it("puts what was typed over what is in force, and takes whole seconds from one to a week only", () => {
  expect(limitsOf(DEFAULT_LIMITS, {})).toEqual(DEFAULT_LIMITS);
  expect(limitsOf(DEFAULT_LIMITS, { "age.P1": " 90 ", unit_silent: "604800" })).toMatchObject({ "age.P1": 90, unit_silent: 604_800 });
  for (const typed of ["0", "", "1.5", "-3", "604801", "٣٠", "1e3"]) expect(limitsOf(DEFAULT_LIMITS, { "age.P1": typed })).toBeNull();
});
