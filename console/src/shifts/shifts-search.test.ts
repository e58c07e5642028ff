import { expect, it } from "vitest";
import { shiftsSearch, viewsOf } from "./shifts-search.ts";

it("shows each role the parts that it may read", () => {
  expect(viewsOf("supervisor")).toEqual(["board", "glance", "review", "log", "roster", "plan", "intervals", "limits"]);
  expect(viewsOf("dispatcher")).toEqual(["log", "roster"]);
  expect(viewsOf("analyst")).toEqual(["intervals"]);
  expect(viewsOf("auditor")).toEqual([]);
});

it("leaves out what an address says that is not understood", () => {
  expect(shiftsSearch({ view: "log", open: "x" })).toEqual({ view: "log", open: "x" });
  expect(shiftsSearch({ view: "nothing", open: 3 })).toEqual({});
});
