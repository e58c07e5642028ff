import { describe, expect, it } from "vitest";
import { queryOf, refined, reportsSearch } from "./reports-search.ts";

describe("an address of the reports", () => {
  it("is read as far as it is understood", () => {
    const asked = { view: "all", q: 2026, state: "closed", kind: "theft", sort: "complaint", danger: true, from: "2026-03-01", open: "r" };
    expect(reportsSearch(asked)).toEqual({ ...asked, q: "2026" });
    expect(reportsSearch({ view: "attic", state: "lost", kind: "x", sort: 1, danger: "yes", from: "2026-02-30", to: 3 })).toEqual({});
  });

  it("narrows and widens, and asks for whole local days", () => {
    const filter = refined(refined({ q: "R-2026" }, { danger: true, from: "2026-03-01", to: "2026-03-01" }), { q: undefined });
    expect(filter).toEqual({ danger: true, from: "2026-03-01", to: "2026-03-01" });
    expect(queryOf({ ...filter, state: "waiting" })).toEqual({
      state: "waiting",
      danger: "true",
      from: "2026-02-28T23:00:00.000Z",
      to: "2026-03-01T23:00:00.000Z",
    });
    expect(queryOf(refined(filter, { danger: undefined }))).not.toHaveProperty("danger");
  });
});
