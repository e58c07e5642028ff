import { expect, it } from "vitest";
import { markedRow } from "./marked-row.ts";

const lines = (...ids: string[]) => ids.map((id) => ({ id }));

it("takes the first line until one is marked, and then that line wherever it stands", () => {
  expect(markedRow(null, lines("a", "b"))).toBe(0);
  expect(markedRow("b", lines("a", "b"))).toBe(1);
  expect(markedRow("b", lines("late", "a", "b"))).toBe(2);
});

it("gives the mark of a line that is gone to no other, and nothing is taken of an empty list", () => {
  expect(markedRow("b", lines("a", "c"))).toBe(-1);
  expect(markedRow(null, [])).toBe(-1);
});

it("takes a guarded line only by a mark", () => {
  const guarded = [{ id: "send 201", isGuarded: true }, { id: "a" }];
  expect([markedRow(null, guarded), markedRow("send 201", guarded)]).toEqual([-1, 0]);
});
