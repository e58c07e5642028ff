import { describe, expect, it } from "vitest";
import { mayRefuse, reportsFrom } from "./reports.ts";

describe("what a patrol reports next", () => {
  it("offers the next step first and never a step back", () => {
    expect(reportsFrom("assigned")).toEqual(["accepted", "en_route", "on_scene", "cleared"]);
    expect(reportsFrom("en_route")).toEqual(["on_scene", "cleared"]);
    expect(reportsFrom("cleared")).toEqual([]);
  });

  it("lets a patrol refuse only before it accepted", () => {
    expect(mayRefuse("assigned")).toBe(true);
    expect(mayRefuse("accepted")).toBe(false);
  });
});
