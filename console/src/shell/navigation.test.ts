import { ROLES } from "@amaliyat/domain/identity";
import { describe, expect, it } from "vitest";
import { homeOf, screensOf } from "./navigation.ts";

describe("navigation", () => {
  it("begins every role on a screen that it may use", () => {
    for (const role of ROLES)
      expect(
        screensOf(role).map((screen) => screen.to),
        role,
      ).toContain(homeOf(role));
  });

  it("shows an administrator no picture", () => {
    const paths = screensOf("administrator").map((screen) => screen.to);
    expect(paths).not.toContain("/room");
    expect(paths).not.toContain("/playback");
  });

  it("shows a patrol its duty and nothing else", () => {
    expect(screensOf("patrol").map((screen) => screen.to)).toEqual(["/duty"]);
  });
});
