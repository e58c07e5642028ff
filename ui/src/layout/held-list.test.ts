import { describe, expect, it } from "vitest";
import { freezeOrder } from "./held-list.ts";

interface Item {
  readonly id: string;
  readonly text: string;
}
const item = (id: string, text = id): Item => ({ id, text });
const keyOf = (one: Item): string => one.id;

describe("a list under the hand", () => {
  it("keeps its order, with the latest content", () => {
    const held = freezeOrder([item("a"), item("b")], [item("b", "new"), item("a")], keyOf);
    expect(held.shown.map((entry) => entry.item.text)).toEqual(["a", "new"]);
    expect(held.waiting).toBe(0);
  });

  it("lets new ones wait and keeps those that left, marked", () => {
    const held = freezeOrder([item("a"), item("b")], [item("c"), item("b")], keyOf);
    expect(held.shown).toEqual([
      { item: item("a"), gone: true },
      { item: item("b"), gone: false },
    ]);
    expect(held.waiting).toBe(1);
  });
});
