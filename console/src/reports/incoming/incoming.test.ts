import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import type { QueueRow } from "@amaliyat/contract/reports";
import { describe, expect, it } from "vitest";
import { firstWaiting, isDoubted, isUnread } from "../report-facts.ts";
import { incomingOf } from "./incoming.ts";

const line = (number: string) => ({ number }) as LineShown;
const call = (callId: string, more: Partial<CallRow>) => ({ callId, line: "17", state: "waiting", ...more }) as CallRow;
const report = (reportId: string, more: Partial<QueueRow> = {}) =>
  ({ reportId, state: "waiting", readAt: null, answered: false, wave: null, ...more }) as QueueRow;

describe("the one queue", () => {
  it("has callers, whoever asked to be called back, then reports: by line, then by wait; who talks already waits no more", () => {
    const calls = [
      call("late", { since: "2026-04-18T01:41:00Z" }),
      call("1548", { line: "1548", since: "2026-04-18T01:30:00Z" }),
      call("talks", { state: "talking", since: "2026-04-18T01:20:00Z" }),
      call("rings", { state: "offered", since: "2026-04-18T01:40:00Z" }),
      call("unknown", { line: "99", since: "2026-04-18T01:00:00Z" }),
    ];
    const askedBack = [call("gone 1548", { line: "1548", since: "2026-04-18T01:10:00Z" }), call("gone", { since: "2026-04-18T01:15:00Z" })];
    const queue = incomingOf({ lines: [line("17"), line("1548")], calls, askedBack, reports: [report("b"), report("a")] });
    expect(queue.map(({ id }) => id)).toEqual(["rings", "late", "1548", "unknown", "gone", "gone 1548", "b", "a"]);
  });
});

describe("a report in the queue", () => {
  const readAt = "2026-04-18T01:41:00Z";

  it("is unread until somebody read it, and again when its author answered", () => {
    expect([isUnread(report("1")), isUnread(report("1", { readAt })), isUnread(report("1", { readAt, answered: true }))]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("is opened by a key if it waits for somebody, and not if somebody has it", () => {
    const taken = report("taken", { state: "taken" });
    expect(firstWaiting([taken, report("1"), report("2")])?.reportId).toBe("1");
    expect(firstWaiting([{ ...taken, answered: true }, report("1")])?.reportId).toBe("taken");
    expect(firstWaiting([taken])).toBeNull();
    const wave = report("wave", { wave: { waveId: "w" } as QueueRow["wave"] });
    expect(firstWaiting([wave, report("1")])?.reportId).toBe("1");
    expect(firstWaiting([wave])?.reportId).toBe("wave");
  });

  it("is doubted from the score on that puts it back", () => {
    expect([isDoubted({ nuisance: 1.99 }), isDoubted({ nuisance: 2 })]).toEqual([false, true]);
  });
});
