import { expect, it } from "vitest";
import { BLANK, bodyOf, isRecordingSearch } from "./recording-search.ts";

it("asks for what is said and nothing else, days whole and local, and takes back only a search that it understands", () => {
  expect(bodyOf(BLANK)).toEqual({});
  const search = { q: " 0661 ", line: "17", from: "2026-03-01", to: "2026-03-01", held: true };
  expect(isRecordingSearch(search)).toBe(true);
  expect(bodyOf(isRecordingSearch(search) ? search : BLANK)).toEqual({
    q: "0661",
    line: "17",
    from: "2026-02-28T23:00:00.000Z",
    to: "2026-03-01T23:00:00.000Z",
    held: true,
  });
  for (const wrong of [null, {}, { ...search, from: "2026-02-30" }, { ...search, line: 17 }, { ...search, held: undefined }])
    expect(isRecordingSearch(wrong)).toBe(false);
});
