import { expect, it } from "vitest";
import { archiveSearch } from "./archive-search.ts";

it("an address gives words, one source and whether a place or a clip is meant; anything else is left out", () => {
  expect(archiveSearch({ q: "  أمس حادث ", source: "call", place: false })).toEqual({ q: "أمس حادث", source: "call", place: false });
  expect(archiveSearch({ q: "أمس", clip: true })).toEqual({ q: "أمس", clip: true });
  expect(archiveSearch({ q: 2026 })).toEqual({ q: "2026" });
  expect(archiveSearch({ q: "", source: "everything", place: true, clip: "yes", other: 1 })).toEqual({});
  expect(archiveSearch({ q: "x".repeat(500) }).q).toHaveLength(200);
});
