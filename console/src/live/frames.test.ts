import type { Happening } from "@amaliyat/contract/live";
import { describe, expect, it, vi } from "vitest";
import { backOffMs } from "./back-off.ts";
import { createFrameQueue } from "./frame-queue.ts";
import { createJournal } from "./journal.ts";

const told = (number: string): Happening => ({ topic: "line", number });

describe("journal", () => {
  it("tells what came after a mark, also after old lines were forgotten", () => {
    const journal = createJournal(3);
    journal.record([told("a")]);
    const mark = journal.mark();
    journal.record([told("b"), told("c")]);
    journal.record([told("d")]);
    const after = journal.since(mark).map((one) => one.topic === "line" && one.number);
    expect(after).toEqual(["b", "c", "d"]);
    journal.record([told("e")]);
    expect(journal.since(mark)).toHaveLength(3);
    expect(journal.since(journal.mark())).toEqual([]);
  });
});

describe("frame queue", () => {
  it("hands over once per frame all that came before it", () => {
    let run: (() => void) | null = null;
    const take = vi.fn();
    const queue = createFrameQueue<number>(take, (work) => {
      run = work;
      return () => {};
    });
    for (let item = 0; item < 200; item++) queue.push(item);
    expect(take).not.toHaveBeenCalled();
    (run as (() => void) | null)?.();
    expect(take).toHaveBeenCalledTimes(1);
    expect(take.mock.calls[0]?.[0]).toHaveLength(200);
  });
});

describe("back-off", () => {
  it("doubles to ten seconds, half of it by chance", () => {
    expect([0, 1, 2, 5, 50].map((attempt) => backOffMs(attempt, 0))).toEqual([250, 500, 1000, 5000, 5000]);
    expect(backOffMs(50, 0.999)).toBeLessThanOrEqual(10_000);
  });
});
