import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { afterEach, expect, it, vi } from "vitest";
import type { Order } from "../duty/apply.ts";
import { watchNews } from "../live/news-watch.ts";
import type { Act } from "../outbox/act.ts";
import { duty, iso, order } from "../testing/orders.ts";
import { CREW, dutyOf, ORDER, phoneStore, roomOf } from "../testing/phone.ts";
import { Kept } from "../storage/kept.ts";
import { Shift } from "./shift.ts";
import { nobody, Store } from "./state.ts";

const FIRST: Order = { ...order("o"), subcategory: "SUS.PER", place: { lat: 31.95, lon: 5.33 } };
let numbers = 0;
const note = (text: string, of: Partial<Order["notes"][number]> = {}): Order["notes"][number] => ({
  seq: (numbers += 1),
  at: iso(1000),
  text,
  from: null,
  isOwn: false,
  toRead: null,
  ...of,
});
const hazard = (words: string, hazardId = "h"): Order["hazards"][number] => ({
  hazardId,
  kind: "weapon",
  words,
  certainty: "fact",
  source: "patrol",
  sourceWords: null,
  area: { kind: "radius", metres: 50 },
  isConfirmed: false,
  firstAt: iso(0),
  until: iso(86_400_000),
  metres: 10,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A phone that shows one order, and what its crew is told. */
function phone() {
  const store = new Store(nobody(0));
  const told: string[] = [];
  const show = (change: Partial<Order>, acts: readonly Act[] = []): readonly string[] => {
    const read = { ...duty, assignments: [{ ...FIRST, ...change }] };
    store.set({ read: { read, at: 0 }, box: { ...store.get().box, landed: acts } });
    return told.splice(0);
  };
  watchNews(store, (_order, kinds) => told.push(kinds.join("+")));
  return { store, show };
}

it("tells the crew of a hazard, another place, another category and new words, each once, until it has read them", () => {
  const { store, show } = phone();
  expect(show({ hazards: [hazard("كلب")] })).toEqual([]);
  const armed = { hazards: [hazard("كلب"), hazard("رجل يطلق النار", "w")] };
  expect(show(armed)).toEqual(["hazard"]);
  expect(show(armed)).toEqual([]);
  const moved = { ...armed, place: { lat: 31.96, lon: 5.33 }, subcategory: "OTH.WPN" as const };
  expect(show(moved)).toEqual(["place+category"]);
  const words = [note("معه بندقية")];
  expect(show({ ...moved, notes: words })).toEqual(["words"]);
  expect(show({ ...moved, notes: [...words] })).toEqual([]);
  expect(store.get().news).toEqual({ o: ["hazard", "place", "category", "words"] });
});

it("leaves to a danger what came with it, and to the danger of a joined case its words", () => {
  const { show } = phone();
  show({});
  const told = { toldSeq: 4, unreadSince: iso(1000), notes: [note("إطلاق نار")], subcategory: "OTH.WPN" as const };
  expect(show(told)).toEqual([]);
  expect(show({ ...told, notes: [note("هرب نحو السوق"), ...told.notes] })).toEqual(["words"]);
  expect(show({ ...told, interventionId: "another", place: { lat: 31, lon: 5 }, notes: [note("كلام آخر")] })).toEqual([]);
});

it("does not tell it of a correction by some metres, nor of its own words", () => {
  const { store, show } = phone();
  show({});
  expect(show({ place: { lat: 31.9501, lon: 5.33 } })).toEqual([]);
  const own: Act = { key: "k", at: 0, kind: "note", order: "o", text: "وصلنا" };
  expect(show({}, [own])).toEqual([]);
  const landed = note("وصلنا", { isOwn: true });
  expect(show({ notes: [landed] })).toEqual([]);
  expect(store.get().news).toEqual({});
  // The desk may answer in the very words of the crew.
  expect(show({ notes: [note("وصلنا"), landed] })).toEqual(["words"]);
});

it("leaves all words that a danger has to be read for to its panel, and tells the others", () => {
  const { show } = phone();
  show({});
  const toRead = [note("جريحان", { toRead: 5 }), note("معه مسدس", { toRead: 3 })];
  const told = { toldSeq: 5, unreadSince: iso(1000) };
  expect(show({ ...told, notes: toRead })).toEqual([]);
  expect(show({ ...told, toldSeq: 7, notes: [note("المفاتيح عند الحارس"), ...toRead] })).toEqual(["words"]);
});

it("knows the notes that an older app stored without their numbers", () => {
  const { show } = phone();
  const { seq: _seq, isOwn: _own, toRead: _read, ...stored } = note("المدخل من الخلف");
  show({ notes: [stored as Order["notes"][number]] });
  expect(show({ notes: [note("المدخل من الخلف")] })).toEqual([]);
});

it("tells it of words that came before a danger in one gap of the link", () => {
  const { show } = phone();
  show({});
  const notes = [note("المدخل من الخلف")];
  expect(show({ toldSeq: 4, unreadSince: iso(2000), notes, subcategory: "OTH.WPN" })).toEqual(["words"]);
});

it("tells it of another category beside a note of its own crew, which nobody there has to read", () => {
  const { show } = phone();
  show({});
  expect(show({ toldSeq: 4, readSeq: 4, notes: [note("نحن في الطريق")], subcategory: "OTH.WPN" })).toEqual(["category+words"]);
});

it("tells it of a place that changed in words alone, and of a point that was taken away", () => {
  const { show } = phone();
  show({ placeText: "عمارة 12" });
  expect(show({ placeText: "عمارة 21" })).toEqual(["place"]);
  expect(show({ placeText: "عمارة 21", place: null })).toEqual(["place"]);
  expect(show({ placeText: "عمارة 21", place: null })).toEqual([]);
});

it("keeps what was not read over a reload, and forgets it once it was read or its order is gone", async () => {
  phoneStore();
  const room = { now: dutyOf(freeUnit(), ORDER) as unknown };
  roomOf(room);
  const kept = await Kept.open(() => undefined);
  const open = async (): Promise<{ store: Store; shift: Shift }> => {
    const store = new Store(nobody(0));
    return { store, shift: await Shift.begin(store, kept, CREW, () => undefined) };
  };
  const first = await open();
  await vi.waitFor(() => expect(first.store.get().read).not.toBeNull());
  first.store.set({ news: { [ORDER.assignmentId]: ["words"], gone: ["place"] } });
  first.shift[Symbol.dispose]();
  const second = await open();
  expect(second.store.get().news).toEqual({ [ORDER.assignmentId]: ["words"] });
  second.store.set({ news: {} });
  second.shift[Symbol.dispose]();
  const third = await open();
  expect(third.store.get().news).toEqual({});
  third.shift[Symbol.dispose]();
});
