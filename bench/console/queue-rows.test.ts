import { expect, it } from "vitest";
import { whollyIn } from "./queue-rows.ts";

it("counts the rows that no edge of the list cuts off", () => {
  const rows = [0, 1, 2, 3].map((nth) => ({ top: 100 + nth * 50, bottom: 150 + nth * 50 }));
  expect(whollyIn({ top: 100, bottom: 300 }, rows)).toBe(4);
  expect(whollyIn({ top: 100, bottom: 290 }, rows)).toBe(3);
  expect(whollyIn({ top: 110, bottom: 290 }, rows)).toBe(2);
  expect(whollyIn({ top: 500, bottom: 900 }, rows)).toBe(0);
});
