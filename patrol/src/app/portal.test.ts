import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { afterEach, expect, it, vi } from "vitest";
import { Kept } from "../storage/kept.ts";
import { CREW, dutyOf, phoneStore, roomOf } from "../testing/phone.ts";
import { Shift } from "./shift.ts";
import { nobody, Store } from "./state.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const JSON_TYPE = { "content-type": "application/json" };

it.each([
  ["204", () => new Response(null, { status: 204 })],
  ["200 {}", () => new Response("{}", { headers: JSON_TYPE })],
  ["a refusal", () => new Response('{"code":"unit.unknown"}', { status: 409, headers: JSON_TYPE })],
  ["the end of a session", () => new Response('{"code":"session.ended"}', { status: 401, headers: JSON_TYPE })],
])("keeps the acts of the outbox while a portal answers %s, and sends them to the room after it", async (_, answer) => {
  vi.useFakeTimers();
  phoneStore();
  const portal: { answer: (() => Response) | null } = { answer };
  const asked = roomOf({ now: dutyOf(freeUnit()) }, portal);
  const store = new Store(nobody(Date.now()));
  const kept = await Kept.open(() => undefined);
  using shift = await Shift.begin(store, kept, CREW, () => undefined);
  void shift.do({ kind: "panic", place: null, accuracyM: null, placeAt: null });
  void shift.do({ kind: "note", order: "o", text: "سكين" });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(store.get().box).toMatchObject({ waiting: [{ kind: "panic" }, { kind: "note" }], refused: [] });
  expect(store.get()).toMatchObject({ over: false, hasUnit: true, link: { kind: "down" } });
  portal.answer = null;
  await vi.advanceTimersByTimeAsync(25_000);
  expect(store.get().box.waiting).toEqual([]);
  expect(asked).toContain("/api/patrol/panic");
});
