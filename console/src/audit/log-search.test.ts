import { logFilter, LOG_TYPES, logTypesOf, LOG_GROUPS } from "@amaliyat/contract/audit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changed, isFiltered, logSearch, OUTCOMES, queryOf, type LogSearch } from "./log-search.ts";

const USER = "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f";
const instants = fc
  .date({ noInvalidDate: true, min: new Date("2020-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z") })
  .map((date) => date.toISOString());
const words = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text && text !== "");
const searches: fc.Arbitrary<LogSearch> = fc.record(
  {
    group: fc.constantFrom(...LOG_GROUPS),
    type: fc.constantFrom(...LOG_TYPES.map((one) => one.type)),
    person: fc.constant(USER),
    outcome: fc.constantFrom(...OUTCOMES),
    from: instants,
    to: instants,
    text: words,
    subjectKind: fc.constantFrom("camera", "user"),
    subjectId: words,
  },
  { requiredKeys: [] },
);

describe("the filter of the log in the address", () => {
  it("comes back from the address as it went there", () => {
    fc.assert(
      fc.property(searches, (search) => {
        expect(logSearch({ ...search })).toEqual(search);
      }),
    );
  });

  it("makes a query that the room takes", () => {
    fc.assert(
      fc.property(searches, (search) => {
        expect(logFilter.safeParse(queryOf(search)).success).toBe(true);
      }),
    );
  });

  it("leaves out what it does not understand", () => {
    const odd = { group: "none", type: "live.unseen", person: "x", outcome: "perhaps", from: "yesterday", text: "  ", more: 1 };
    expect(logSearch(odd)).toEqual({});
    expect(isFiltered(logSearch(odd))).toBe(false);
  });

  it("reads a number that was typed as a text", () => {
    expect(logSearch({ text: 4127, subjectId: 12 })).toEqual({ text: "4127", subjectId: "12" });
  });

  it("asks for the type alone when both type and group are set: together the room would join them", () => {
    expect(queryOf({ group: "viewing", type: "live.viewed" })).toEqual({ types: ["live.viewed"] });
    expect(queryOf({ group: "viewing" })).toEqual({ groups: ["viewing"] });
  });

  it("lets go of a type when another group is chosen, and of a part that is taken out", () => {
    const before: LogSearch = { group: "viewing", type: logTypesOf("viewing")[0] ?? "live.viewed", text: "x" };
    expect(changed(before, { group: "session" })).toEqual({ group: "session", text: "x" });
    expect(changed(before, { text: undefined })).toEqual({ group: before.group, type: before.type });
  });
});
