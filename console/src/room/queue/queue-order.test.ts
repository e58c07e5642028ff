import type { InterventionRow } from "@amaliyat/contract/interventions";
import { openRow } from "@amaliyat/contract/interventions/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrange, inOrder, NO_FILTER, passes, show, type Reader } from "./queue-order.ts";

const minute = (value: number): string => new Date(Date.UTC(2026, 3, 18, 1, value)).toISOString();

const row = (id: string, level: 1 | 2 | 3 | 4, opened: number, more: Partial<InterventionRow> = {}): InterventionRow =>
  openRow({
    interventionId: id,
    reference: `2026-${id.padStart(6, "0")}`,
    priority: `P${level}`,
    placeText: "مفترق طريق تقرت",
    openedAt: minute(opened),
    openedBy: "me",
    openedById: "me",
    ...more,
  });

const reader: Reader = { userId: "me", wordsOf: (one) => one.placeText ?? "" };
const ids = (rows: readonly InterventionRow[]): string[] => rows.map((one) => one.interventionId);
const shownIds = (groups: ReturnType<typeof show>["groups"]): string[] => groups.flatMap((group) => ids(group.rows));

describe("order", () => {
  it("puts the most urgent first, then the longest waiting", () => {
    expect(ids(inOrder([row("1", 3, 1), row("2", 1, 9), row("3", 2, 5), row("4", 1, 2)]))).toEqual(["4", "2", "3", "1"]);
  });

  it("groups by priority and leaves out empty groups", () => {
    const rows = [row("1", 3, 1), row("2", 1, 9)];
    expect(show(rows, rows, null).groups.map((group) => group.level)).toEqual([1, 3]);
  });
});

describe("a list under the hand", () => {
  const before = [row("1", 2, 1), row("2", 3, 2)];
  const held = arrange(before);

  it("does not move for a new row, and says how many wait and how urgent", () => {
    const after = [...before, row("3", 1, 3), row("4", 4, 4)];
    const shown = show(after, after, held);
    expect(shownIds(shown.groups)).toEqual(["1", "2"]);
    expect(shown).toMatchObject({ waiting: 2, worst: 1, differs: true });
  });

  it("keeps a row in its place when its priority changes, with its new facts", () => {
    const after = [row("1", 4, 1, { version: 2 }), row("2", 1, 2)];
    const shown = show(after, after, held);
    expect(shown.groups.map((group) => [group.level, ids(group.rows)])).toEqual([
      [2, ["1"]],
      [3, ["2"]],
    ]);
    expect(shown.groups[0]?.rows[0]?.version).toBe(2);
    expect(shown.differs).toBe(true);
  });

  it("keeps a row that was closed until it is let go", () => {
    const all = [row("1", 2, 1, { state: "closed" }), row("2", 3, 2)];
    const open = all.filter((one) => one.state === "open");
    expect(shownIds(show(all, open, held).groups)).toEqual(["1", "2"]);
    expect(shownIds(show(all, open, null).groups)).toEqual(["2"]);
  });

  it("never reorders, whatever happens", () => {
    const anyRows = fc.uniqueArray(fc.record({ id: fc.nat(30), level: fc.constantFrom(1, 2, 3, 4), at: fc.nat(50) }), {
      selector: (one) => one.id,
      maxLength: 20,
    });
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        const make = (list: typeof first): InterventionRow[] => list.map((one) => row(String(one.id), one.level, one.at));
        const [old, now] = [make(first), make(second)];
        const arrangement = arrange(old);
        const known = new Set(ids(now));
        const shown = shownIds(show(now, now, arrangement).groups);
        expect(shown).toEqual(arrangement.map((slot) => slot.interventionId).filter((id) => known.has(id)));
      }),
    );
  });
});

describe("filter", () => {
  it("finds in any spelling, by place, reference, code or unit", () => {
    const one = row("4217", 2, 1);
    for (const text of ["تقرت", "طريق  تُقرت", "4217", "trf obs"]) expect(passes(one, { ...NO_FILTER, text }, reader), text).toBe(true);
    expect(passes(one, { ...NO_FILTER, text: "غرداية" }, reader)).toBe(false);
    const sent = { unitCode: "K-031", state: "assigned" } as InterventionRow["units"][number];
    for (const text of ["k31", "ك٠٣١", "K-31"]) expect(passes({ ...one, units: [sent] }, { ...NO_FILTER, text }, reader), text).toBe(true);
  });

  it("keeps what is mine: opened by me or sent by me", () => {
    const mine = { ...NO_FILTER, mine: true };
    expect(passes(row("1", 2, 1), mine, reader)).toBe(true);
    expect(passes(row("1", 2, 1, { openedById: "other" }), mine, reader)).toBe(false);
    const sent = { assignedById: "me" } as InterventionRow["units"][number];
    expect(passes(row("1", 2, 1, { openedById: "other", units: [sent] }), mine, reader)).toBe(true);
  });

  it("does not take another of the same name for me", () => {
    const namesake = row("1", 2, 1, { openedBy: "me", openedById: "other" });
    expect(passes(namesake, { ...NO_FILTER, mine: true }, reader)).toBe(false);
  });
});
