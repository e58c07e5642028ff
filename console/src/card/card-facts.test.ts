import { describe, expect, it } from "vitest";
import { eventData } from "./log/event-data.ts";
import { newerOf } from "../facts/pick/merge-targets.ts";
import { blankForm, isForm, toBody } from "./opening/new-form.ts";
import { whyPriority } from "./panels/priority-reason.ts";

const event = (kind: string, data: Record<string, unknown> = {}) => ({ kind, data });

describe("why a card has its priority", () => {
  it("is what the last event that set it says", () => {
    const opened = event("opened", { because: "subcategory" });
    expect(whyPriority([opened, event("noted")])).toEqual({ because: "subcategory", words: null });
    expect(whyPriority([opened, event("marked", { because: "injury" })])).toEqual({ because: "injury", words: null });
  });

  it("is the person who chose it, with the words, whatever rules came after", () => {
    const events = [event("prioritised", { reason: "مسلك مغلق" }), event("marked", { because: "person" })];
    expect(whyPriority(events)).toEqual({ because: "person", words: "مسلك مغلق" });
    expect(whyPriority([event("prioritised", { reason: null })])).toEqual({ because: "person", words: null });
  });

  it("is not made up where the log does not say", () => {
    expect(whyPriority([])).toBeNull();
    expect(whyPriority([event("opened", { because: "toString" })])).toBeNull();
  });
});

describe("a line of the log", () => {
  it("is read with care", () => {
    const data = eventData({ attributes: ["injury", "toString", 1], relation: "parent", otherReference: "2026-000002", role: "suspect" });
    expect(data).toMatchObject({ attributes: ["injury"], relation: "parent", other: "2026-000002", role: "suspect", because: null });
    expect(eventData({ attributes: "injury", relation: "x" })).toMatchObject({ attributes: [], relation: null, other: null });
  });
});

describe("joining", () => {
  it("merges the newer one, by time and then by number", () => {
    const [old, young] = [
      { openedAt: "2026-04-18T01:40:00.000Z", reference: "2026-000002" },
      { openedAt: "2026-04-18T01:41:00.000Z", reference: "2026-000001" },
    ];
    expect([newerOf(old, young), newerOf(young, old)]).toEqual([young, young]);
    const twin = { ...old, reference: "2026-000003" };
    expect([newerOf(old, twin), newerOf(twin, old)]).toEqual([twin, twin]);
  });

  it("at opening names the one joined and those that are not the same, as many as the room takes", () => {
    const form = { ...blankForm("call_taker"), attributes: ["weapon" as const], apartFrom: Array.from({ length: 12 }, (_, n) => `i${n}`) };
    const body = toBody(form, "i99");
    expect(body).toMatchObject({ joins: "i99", attributes: ["weapon"] });
    expect(body.apartFrom).toEqual(form.apartFrom.slice(2));
    expect(isForm(form)).toBe(true);
    expect(isForm({ ...form, attributes: ["x"] })).toBe(false);
    expect(isForm({ ...form, apartFrom: [1] })).toBe(false);
  });
});
