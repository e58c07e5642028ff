import { ROLES } from "@amaliyat/domain/identity";
import { describe, expect, it } from "vitest";
import { homeOf, isOfConsole, screensOf, seesPictures } from "./navigation.ts";

describe("navigation", () => {
  it("begins every role on a screen that it may use", () => {
    for (const role of ROLES.filter(isOfConsole))
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

  it("asks for a purpose of whoever sees pictures, live or only recorded", () => {
    const roles = ROLES.filter(seesPictures);
    expect(roles.toSorted()).toEqual(["call_taker", "dispatcher", "evidence_officer", "operator", "supervisor"]);
  });

  it("shows the administration to whoever manages a part of it, and to nobody else", () => {
    const roles = ROLES.filter((role) => screensOf(role).some((screen) => screen.to === "/administration"));
    expect(roles.toSorted()).toEqual(["administrator", "dispatcher", "supervisor"]);
  });

  it("has no screen for a patrol, which has an app of its own", () => {
    expect(isOfConsole("patrol")).toBe(false);
    expect(screensOf("patrol")).toEqual([]);
  });
});
