import { expect, it } from "vitest";
import { isArchiveKey } from "./index.ts";

it("takes numbers, references and plates for keys, and no point of the map", () => {
  expect(["0661 23 45 67", "INT-2026-004512", "12345-116-30", "000022"].map(isArchiveKey)).toEqual([true, true, true, true]);
  expect(["٣١٫٩٥٣ ٥٫٣٣٣", "31.953, 5.333", "k31", "207", "شارع النخيل"].map(isArchiveKey)).toEqual([false, false, false, false, false]);
});
