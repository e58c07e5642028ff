import { expect, it } from "vitest";
import { WORDS } from "../room/history.ts";
import { soughtInArchive } from "./find.ts";

it("takes the words by which Enter leads to the archive", () => {
  const now = Date.UTC(2026, 3, 18, 10);
  expect(soughtInArchive(["أمس حادث", "سرقة", "5 juillet incendie"], now)).toHaveLength(3);
  expect(soughtInArchive(["0550 12 34 56", "H000123456", "محمد", "nothing of this name"], now)).toEqual([]);
  expect(soughtInArchive(WORDS, now).length).toBeGreaterThan(6);
});
