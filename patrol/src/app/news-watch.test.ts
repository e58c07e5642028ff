import type { Duty } from "@amaliyat/contract/dispatch";
import { expect, it } from "vitest";
import { nobody, Store } from "./state.ts";
import type { Act } from "../outbox/act.ts";
import { ORDER } from "../testing/phone.ts";
import { watchNews } from "../live/news-watch.ts";

type Order = Duty["assignments"][number];
const FIRST = { ...ORDER, subcategory: "SUS.PER", place: { lat: 31.95, lon: 5.33 }, notes: [], hazards: [] } as unknown as Order;
const note = (text: string): Order["notes"][number] => ({ at: "2026-03-01T10:00:00Z", text, from: null });
const hazard = (words: string) => ({ hazardId: "h", kind: "weapon", words, until: "2099-01-01T00:00:00Z" }) as Order["hazards"][number];

/** A phone that shows one order, and what its crew is told. */
function phone() {
  const store = new Store(nobody(0));
  const told: string[] = [];
  const show = (change: Partial<Order>, acts: readonly Act[] = []): readonly string[] => {
    const duty = { unit: {}, assignments: [{ ...FIRST, ...change }] } as unknown as Duty;
    store.set({ read: { read: duty, at: 0 }, box: { ...store.get().box, landed: acts } });
    return told.splice(0);
  };
  watchNews(store, (_order, kinds) => told.push(kinds.join("+")));
  return { store, show };
}

it("tells the crew of a hazard, another place, another category and new words, each once, until it has read them", () => {
  const { store, show } = phone();
  expect(show({ hazards: [hazard("كلب")] })).toEqual([]);
  const armed = { hazards: [hazard("كلب"), { ...hazard("رجل يطلق النار"), hazardId: "w" }] };
  expect(show(armed)).toEqual(["hazard"]);
  expect(show(armed)).toEqual([]);
  const moved = { ...armed, place: { lat: 31.96, lon: 5.33 }, subcategory: "OTH.WPN" as const };
  expect(show(moved)).toEqual(["place+category"]);
  expect(show({ ...moved, notes: [note("معه بندقية")] })).toEqual(["words"]);
  expect(store.get().news).toEqual({ o: ["hazard", "place", "category", "words"] });
});

it("leaves to a danger what came with it, and to the danger of a joined case its words", () => {
  const { show } = phone();
  show({});
  const told = { toldSeq: 4, notes: [note("إطلاق نار")], subcategory: "OTH.WPN" as const };
  expect(show(told)).toEqual([]);
  expect(show({ ...told, notes: [note("هرب نحو السوق"), ...told.notes] })).toEqual(["words"]);
  expect(show({ ...told, interventionId: "another", place: { lat: 31, lon: 5 }, notes: [note("كلام آخر")] })).toEqual([]);
});

it("does not tell it of a correction by some metres, nor of its own words", () => {
  const { store, show } = phone();
  show({});
  expect(show({ place: { lat: 31.9501, lon: 5.33 } })).toEqual([]);
  const own = { key: "k", at: 0, kind: "note", order: "o", text: "وصلنا" } as unknown as Act;
  expect(show({}, [own])).toEqual([]);
  expect(show({ notes: [note("وصلنا")] })).toEqual([]);
  expect(store.get().news).toEqual({});
});
