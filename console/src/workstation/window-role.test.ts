import { expect, it } from "vitest";
import { arrangementRole, windowName } from "./window-role.ts";

it("a window that the room opened keeps the wall of its role, and the work keeps its own", () => {
  expect(arrangementRole(windowName("wall"), "/wall")).toBe("wall");
  expect(arrangementRole("", "/")).toBe("work");
  expect(arrangementRole("", "/interventions/1")).toBe("work");
});

it("a tab at an address that somebody typed is no window of the workstation, and keeps no wall there", () => {
  expect(arrangementRole("", "/wall")).toBeNull();
  expect(arrangementRole("", "/wall/")).toBeNull();
  expect(arrangementRole("another-page", "/wall")).toBeNull();
});
