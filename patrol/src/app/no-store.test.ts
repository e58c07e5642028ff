import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EMPTY, enqueue } from "../outbox/outbox.ts";
import { CREW, dutyOf, HELP, leavePage, phoneStore, roomOf, stubPage } from "../testing/phone.ts";
import { Patrol } from "./patrol.ts";

beforeEach(stubPage);
afterEach(leavePage);

const session = { user: CREW, secondFactor: "none" };

/** The app as it opens on this phone, and the paths that the room was asked. */
async function openApp() {
  const asked = roomOf({ now: dutyOf(freeUnit()) }, { answer: null }, session);
  const opening = Patrol.open(() => undefined);
  await vi.advanceTimersByTimeAsync(3_000);
  const patrol = await opening;
  return { patrol, asked };
}

const denied = () => {
  throw new DOMException("denied", "SecurityError");
};

it.each([
  ["is forbidden", () => vi.stubGlobal("indexedDB", { open: denied })],
  ["is not there", () => vi.stubGlobal("indexedDB", undefined)],
  ["never opens", () => vi.stubGlobal("indexedDB", { open: () => ({}) })],
])("works in memory where the phone's store %s, the call for help included", async (_, forbid) => {
  forbid();
  const { patrol, asked } = await openApp();
  expect(patrol.store.get()).toMatchObject({ user: null, hasStore: false });
  expect(await patrol.signIn("w", "p", "")).toBeNull();
  const done = patrol.shift.do(HELP);
  await vi.advanceTimersByTimeAsync(100);
  await done;
  expect(asked).toContain("/api/patrol/panic");
  expect(patrol.store.get()).toMatchObject({ hasStore: false, box: { waiting: [] } });
  patrol.close();
});

it("takes up the stored work once a slow store opens", async () => {
  const phone = phoneStore();
  phone.isOpen = false;
  const box = enqueue(EMPTY, { ...HELP, key: "k", at: 1 });
  phone.values.set("user:", CREW).set("outbox:u", box);
  const { patrol, asked } = await openApp();
  expect(patrol.store.get()).toMatchObject({ user: null, hasStore: false });
  phone.openLate();
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toContain("/api/patrol/panic");
  expect(patrol.store.get()).toMatchObject({ user: { userId: "u" }, hasStore: true });
  patrol.close();
});

it("writes over no stored act where a slow store opens after the person has signed in", async () => {
  const phone = phoneStore();
  phone.isOpen = false;
  const box = enqueue(EMPTY, { kind: "note", order: "o", text: "سكين", key: "k", at: 1 });
  phone.values.set("user:", CREW).set("outbox:u", box);
  const { patrol } = await openApp();
  await patrol.signIn("w", "p", "");
  phone.openLate();
  const done = patrol.shift.do(HELP);
  await vi.advanceTimersByTimeAsync(500);
  await done;
  expect(phone.values.get("outbox:u")).toBe(box);
  patrol.close();
});

it("writes nothing any more once another page took over, and rings no more", async () => {
  const phone = phoneStore();
  phone.values.set("user:", CREW);
  const { patrol } = await openApp();
  const { shift } = patrol;
  patrol.close();
  const before = new Map(phone.values);
  void shift.do(HELP);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(phone.values).toEqual(before);
  expect(patrol.store.get()).toMatchObject({ user: null, duty: null });
});
