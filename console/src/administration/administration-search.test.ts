import { describe, expect, it } from "vitest";
import { administrationSearch, viewsOf } from "./administration-search.ts";

describe("the address of the administration", () => {
  it("names a part and what is open of it, and nothing that it does not know", () => {
    expect(administrationSearch({ view: "units", open: "new" })).toEqual({ view: "units", open: "new" });
    expect(administrationSearch({ view: "sectors", open: 7 })).toEqual({ view: "sectors", open: "7" });
    expect(administrationSearch({ view: "everything", open: "" })).toEqual({});
  });

  it("shows each role the parts whose acts it may call", () => {
    expect(viewsOf("administrator")).toEqual(["users", "sessions", "sectors"]);
    expect(viewsOf("supervisor")).toEqual(["units"]);
    expect(viewsOf("dispatcher")).toEqual(["units"]);
    expect(viewsOf("operator")).toEqual([]);
  });
});
