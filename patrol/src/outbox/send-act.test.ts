import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ask } from "../api/ask.ts";
import type { Act } from "./act.ts";
import { sendAct } from "./send-act.ts";

const text = { ar: "أ", fr: "a", en: "a" };
const around = { unitId: "u", known: new Set(["other"]), pictures: () => Promise.resolve(null) };
const flag: Act = { kind: "flag_down", key: "k", at: 0, order: "new:k", place: { lat: 1, lon: 2 }, subcategory: null, note: null };

beforeEach(() => vi.setSystemTime(60_000));
afterEach(() => vi.useRealTimers());
/** The phone's time of sending, in each request. */
const query = { sentAt: "1970-01-01T00:01:00.000Z" };

/** The room's answers in turn; the requests are recorded. */
function room(...answers: readonly unknown[]) {
  const asked: unknown[] = [];
  const left = [...answers];
  const call = ((name: string, given: object) => {
    asked.push([name, given]);
    return Promise.resolve(left.shift());
  }) as unknown as typeof ask;
  return { call, asked };
}

it("sends under the act's key, with the phone's time of the act and that of sending", async () => {
  const { call, asked } = room({ kind: "ok", value: {} });
  await sendAct(call, { kind: "stamp", order: "o", status: "accepted", key: "k", at: 1000 }, around);
  const at = "1970-01-01T00:00:01.000Z";
  expect(asked).toEqual([["stamp", { params: { assignmentId: "o" }, query, body: { status: "accepted", at }, once: "k" }]]);
});

it("tells of a danger that the crew met, with the moment at which it did", async () => {
  const { call, asked } = room({ kind: "ok", value: { hazardId: "h" } });
  const met: Act = { kind: "hazard", what: "dog", words: "كلب", place: { lat: 1, lon: 2 }, atHome: false, key: "k", at: 1000 };
  expect(await sendAct(call, met, around)).toEqual({ kind: "ok", value: {} });
  const body = { kind: "dog", words: "كلب", point: { lat: 1, lon: 2 }, atHome: false, at: "1970-01-01T00:00:01.000Z" };
  expect(asked).toEqual([["reportHazard", { query, body, once: "k" }]]);
});

it("takes what was done before as done, and finds what a flag-down had made by its place", async () => {
  const before = { kind: "refused", code: "request.done_before", text };
  expect(await sendAct(room(before).call, { kind: "panic", place: null, accuracyM: null, placeAt: null, key: "k", at: 0 }, around)).toEqual(
    { kind: "ok", value: {} },
  );
  const assignments = [
    { assignmentId: "other", place: { lat: 1, lon: 2 } },
    { assignmentId: "made", place: { lat: 1, lon: 2 } },
    { assignmentId: "far", place: { lat: 1, lon: 3 } },
  ];
  const { call } = room(before, { kind: "ok", value: { assignments } });
  expect(await sendAct(call, flag, around)).toEqual({ kind: "ok", value: { order: "made" } });
});

it("waits where the duty cannot be read then, and refuses a picture that is gone", async () => {
  const before = { kind: "refused", code: "request.done_before", text };
  expect(await sendAct(room(before, { kind: "lost" }).call, flag, around)).toEqual({ kind: "lost" });
  expect(await sendAct(room().call, { kind: "photo", order: "o", key: "k", at: 0 }, around)).toMatchObject({ kind: "refused" });
});

it("asks again where the room is still at what a flag-down makes: without its name, what stands on it would be refused", async () => {
  const before = { kind: "refused", code: "request.done_before", text };
  const { call } = room(before, { kind: "ok", value: { assignments: [] } });
  expect(await sendAct(call, flag, around)).toMatchObject({ kind: "failed" });
});

it("tells the crew that what it took up had ended meanwhile: it gets no order there", async () => {
  const take: Act = { kind: "take_up", reference: "7", key: "k", at: 1000 };
  const sent = (state: string) => sendAct(room({ kind: "ok", value: { state } }).call, take, around);
  expect(await sent("withdrawn")).toMatchObject({ kind: "refused", text: { en: expect.stringContaining("ended") } });
  expect(await sent("accepted")).toMatchObject({ kind: "ok" });
});

it("tells a crew that was relieved before it took something up so: of which unit, and when", async () => {
  const take: Act = { kind: "take_up", reference: "7", key: "k", at: 1000 };
  const order = { state: "withdrawn", unitCode: "LR-1", relievedAt: "2026-11-28T01:40:00.000Z" };
  const sent = await sendAct(room({ kind: "ok", value: order }).call, take, around);
  if (sent.kind !== "refused") throw new Error("the crew is told nothing");
  const { ar, fr, en } = sent.text;
  for (const words of [ar, fr, en]) expect(words).toMatch(/\u2068LR-1\u2069.*28.*\d\d:\d\d/u);
  expect([ar, fr, en]).toEqual([expect.stringContaining("استلم"), expect.stringContaining("relev"), expect.stringContaining("relieved")]);
});

it("tells it so too where the answer was lost and the room only says that it was done", async () => {
  const take = { kind: "take_up", reference: "2026-000007", key: "k", at: 1000 } as const;
  const sent = (duty: unknown, act: Act = take) =>
    sendAct(room({ kind: "refused", code: "request.done_before", text }, { kind: "ok", value: duty }).call, act, around);
  const other = { reference: "2026-000008", joined: [] };
  expect(await sent({ assignments: [other] })).toMatchObject({ kind: "refused", text: { en: expect.stringContaining("ended") } });
  expect(await sent({ assignments: [other, { reference: "2026-000007", joined: [] }] })).toMatchObject({ kind: "ok" });
  expect(await sent({ assignments: [{ ...other, joined: [{ reference: "2026-000007" }] }] })).toMatchObject({ kind: "ok" });
  for (const reference of ["7", "٧", "٢٠٢٦-٠٠٠٠٠٧"])
    expect(await sent({ assignments: [{ reference: "2026-000007", joined: [] }] }, { ...take, reference })).toMatchObject({ kind: "ok" });
  // An officer who was relieved has no duty, and the order is another crew's.
  expect(await sent(null)).toMatchObject({ kind: "ok" });
});

it("takes up a number with the phone's time", async () => {
  const { call, asked } = room({ kind: "ok", value: {} });
  await sendAct(call, { kind: "take_up", reference: "7", key: "k", at: 1000 }, around);
  expect(asked).toEqual([["takeUp", { query, body: { reference: "7", at: "1970-01-01T00:00:01.000Z" }, once: "k" }]]);
});

it("says when a BOLO was read and seen, and when a crew named its vehicle", async () => {
  const { call, asked } = room(...Array.from({ length: 4 }, () => ({ kind: "ok", value: {} })));
  const at = "1970-01-01T00:00:01.000Z";
  await sendAct(call, { kind: "bolo_read", bolo: "b", key: "k", at: 1000 }, around);
  await sendAct(call, { kind: "bolo_seen", bolo: "b", place: null, where: "السوق", key: "n", at: 1000 }, around);
  await sendAct(call, { kind: "crew", vehicle: "7", crew: [], key: "m", at: 1000 }, around);
  await sendAct(call, { kind: "crew", unit: "u", vehicle: "7", crew: [], key: "n", at: 1000 }, around);
  expect(asked).toEqual([
    ["acknowledge", { params: { boloId: "b" }, query: { ...query, at }, once: "k" }],
    ["sight", { params: { boloId: "b" }, query, body: { seenAt: at, place: null, placeText: "السوق" }, once: "n" }],
    ["crew", { query, body: { vehicle: "7", crew: [], at }, once: "m" }],
    ["crew", { query, body: { unitId: "u", vehicle: "7", crew: [], at }, once: "n" }],
  ]);
});

it("says what the crew read, of which intervention, and when a note was written", async () => {
  const { call, asked } = room({ kind: "ok", value: {} }, { kind: "ok", value: {} });
  await sendAct(call, { kind: "read", order: "o", interventionId: "i", seq: 4, key: "k", at: 1000 }, around);
  await sendAct(call, { kind: "note", order: "o", text: "سكين", key: "n", at: 1000 }, around);
  const at = "1970-01-01T00:00:01.000Z";
  expect(asked).toEqual([
    ["readDanger", { params: { assignmentId: "o" }, query, body: { seq: 4, interventionId: "i", at }, once: "k" }],
    ["note", { params: { assignmentId: "o" }, query, body: { text: "سكين", at }, once: "n" }],
  ]);
});
