import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { afterEach, expect, it, vi } from "vitest";
import { watchDanger } from "../live/danger-watch.ts";
import { Reporter } from "../position/reporter.ts";
import { Kept } from "../storage/kept.ts";
import { CREW as USER, dutyOf, ORDER, phoneStore, roomOf } from "../testing/phone.ts";
import { Shift } from "./shift.ts";
import { nobody, Store } from "./state.ts";

/** A crew at work on a phone whose store works until it says otherwise. */
async function atWork() {
  const phone = phoneStore();
  const duty = { now: dutyOf(freeUnit()) as unknown };
  const asked = roomOf(duty);
  const store = new Store(nobody(Date.now()));
  const kept = await Kept.open((isFull) => store.set({ isFull }));
  const rung: string[] = [];
  watchDanger(store, ({ assignmentId, toldSeq }) => rung.push(`${assignmentId} ${toldSeq}`));
  const shift = await Shift.begin(store, kept, USER, () => rung.push("new"));
  await vi.waitFor(() => expect(store.get().read).not.toBeNull());
  return { phone, duty, asked, store, kept, rung, shift };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it.each(["full", "hangs"] as const)("a call for help is sent from a phone whose store %s, and the phone says so", async (state) => {
  const { phone, asked, store, shift } = await atWork();
  using _ = shift;
  phone.state = state;
  const done = shift.do({ kind: "panic", place: null, accuracyM: null, placeAt: null });
  expect(store.get().box.waiting).toMatchObject([{ kind: "panic" }]);
  await vi.waitFor(() => expect(asked).toContain("/api/patrol/panic"), { timeout: 300 });
  await done;
  expect(store.get().isFull).toBe(true);
  await vi.waitFor(() => expect(store.get().box.waiting).toEqual([]), { timeout: 3000 });
});

it.each(["full", "hangs"] as const)("an order and a danger are shown and ring on a phone whose store %s", async (state) => {
  const { phone, duty, store, rung, shift } = await atWork();
  using _ = shift;
  phone.state = state;
  duty.now = dutyOf(freeUnit(), ORDER);
  shift.retryNow();
  await vi.waitFor(() => expect(rung).toEqual(["new"]), { timeout: 900 });
  duty.now = dutyOf(freeUnit(), { ...ORDER, toldSeq: 7, attributes: ["weapon"] });
  // The read before still waits for a store that hangs.
  await new Promise((resolve) => setTimeout(resolve, state === "hangs" ? 1100 : 0));
  shift.retryNow();
  await vi.waitFor(() => expect(rung).toEqual(["new", "o 7"]), { timeout: 900 });
  expect(store.get().duty?.assignments).toMatchObject([{ toldSeq: 7, attributes: ["weapon"] }]);
});

it("positions are sent from a phone whose store takes nothing", async () => {
  const { phone, asked, kept, shift } = await atWork();
  using _ = shift;
  using reporter = await Reporter.open(kept, "u");
  phone.state = "full";
  await reporter.receive({ lat: 31.95, lon: 5.33, at: Date.now(), headingDeg: null });
  expect(asked).toContain("/api/patrol/positions");
});

it("what a full phone did not take is read from memory, and stored with the next change or by itself", async () => {
  vi.useFakeTimers();
  const phone = phoneStore();
  const told: boolean[] = [];
  const kept = await Kept.open((isFull) => told.push(isFull));
  phone.state = "full";
  await kept.put("shift", "u", { unitId: "a", since: 1 });
  await kept.putPicture("p", new Uint8Array([7]));
  expect([told, phone.values.size]).toEqual([[true], 0]);
  expect([await kept.get("shift", "u"), await kept.picture("p")]).toEqual([{ unitId: "a", since: 1 }, new Uint8Array([7])]);
  await kept.put("shift", "u", { unitId: "b", since: 2 });
  phone.state = "well";
  await kept.put("user", "", USER);
  expect([told, phone.values.get("shift:u"), phone.values.get("p")]).toEqual([
    [true, false],
    { unitId: "b", since: 2 },
    new Uint8Array([7]),
  ]);
  phone.state = "full";
  await kept.put("shift", "u", { unitId: "c", since: 3 });
  phone.state = "well";
  await vi.advanceTimersByTimeAsync(31_000);
  expect([told, phone.values.get("shift:u")]).toEqual([[true, false, true, false], { unitId: "c", since: 3 }]);
  await kept.forget("shift", "u");
  expect([await kept.get("shift", "u"), phone.values.has("shift:u")]).toEqual([undefined, false]);
});

it("an act that the screen shows is on the disk: an app that dies then has it when it is opened again", async () => {
  const { phone, store, shift } = await atWork();
  using _ = shift;
  const onDisk = (): number => (phone.values.get("outbox:u") as { readonly waiting: readonly unknown[] } | undefined)?.waiting.length ?? 0;
  const seen: number[] = [];
  const set = store.set.bind(store);
  vi.spyOn(store, "set").mockImplementation((change) => {
    if ((change.box?.waiting.length ?? 0) > 0) seen.push(onDisk());
    set(change);
  });
  await shift.do({ kind: "note", order: "o", text: "سكين" });
  expect(seen[0]).toBe(1);
});
