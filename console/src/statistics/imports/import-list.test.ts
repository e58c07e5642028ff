import type { ImportJob } from "@amaliyat/contract/statistics";
import { describe, expect, it } from "vitest";
import { answersFilter, isAllRefused, isRunning, ratioOf } from "./import-list.ts";

const job = (more: Partial<ImportJob> = {}): ImportJob => ({
  importId: "00000000-0000-4000-8000-000000000000",
  kind: "calls",
  fileName: "calls.csv",
  source: null,
  state: "done",
  rows: 100,
  read: 100,
  taken: 100,
  corrected: 0,
  closed: 0,
  unchanged: 0,
  refused: 0,
  startedBy: "x",
  startedAt: "2026-01-01T00:00:00Z",
  endedAt: null,
  code: null,
  ...more,
});
const all = { text: "", kind: "all", state: "all" } as const;

describe("the list of imports", () => {
  it("knows how far an import is, and that an unread one is not known", () => {
    expect(ratioOf(job({ state: "running", read: 25 }))).toBe(0.25);
    expect(ratioOf(job({ state: "waiting", rows: 0, read: 0 }))).toBeNull();
    expect(ratioOf(job({ read: 130 }))).toBe(1);
  });

  it("knows a file of which nothing came in from one of which everything was here", () => {
    const none = { rows: 3, read: 3, taken: 0 } as const;
    expect(isAllRefused(job({ ...none, refused: 3 }))).toBe(true);
    expect(isAllRefused(job({ ...none, refused: 1, unchanged: 2 }))).toBe(false);
    expect(isAllRefused(job({ ...none, refused: 2, corrected: 1 }))).toBe(false);
    expect(isAllRefused(job({ ...none, rows: 0, read: 0 }))).toBe(false);
  });

  it("filters by kind and by what needs a look", () => {
    expect(answersFilter(job(), { ...all, kind: "reports" })).toBe(false);
    expect(answersFilter(job({ refused: 2 }), { ...all, state: "refused" })).toBe(true);
    expect(answersFilter(job({ state: "failed" }), { ...all, state: "refused" })).toBe(true);
    expect(answersFilter(job(), { ...all, state: "refused" })).toBe(false);
    expect(
      ["waiting", "running", "done", "cancelled", "failed"].filter((state) => isRunning(job({ state: state as ImportJob["state"] }))),
    ).toEqual(["waiting", "running"]);
  });
});
