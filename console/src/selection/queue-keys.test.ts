import { describe, expect, it } from "vitest";
import { nextInQueue } from "./queue-keys.ts";

const ids = Array.from({ length: 12 }, (_, index) => `r${index}`);

describe("keys of the queue", () => {
  it("begins at the first or the last when nothing is selected", () => {
    expect(nextInQueue(ids, null, "ArrowDown")).toBe("r0");
    expect(nextInQueue(ids, null, "ArrowUp")).toBe("r11");
  });

  it("stays inside the list", () => {
    expect(nextInQueue(ids, "r11", "ArrowDown")).toBe("r11");
    expect(nextInQueue(ids, "r0", "ArrowUp")).toBe("r0");
    expect(nextInQueue(ids, "r2", "PageDown")).toBe("r10");
    expect(nextInQueue(ids, "r10", "PageDown")).toBe("r11");
  });

  it("begins anew when the selected row left the list", () => {
    expect(nextInQueue(ids, "gone", "ArrowDown")).toBe("r0");
  });

  it("leaves other keys and an empty queue alone", () => {
    expect(nextInQueue(ids, "r1", "KeyA")).toBeNull();
    expect(nextInQueue([], null, "ArrowDown")).toBeNull();
  });
});
