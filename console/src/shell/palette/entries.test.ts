import { expect, it } from "vitest";
import { found, keyedFirst } from "./entries.ts";
import type { Entry } from "./entry.ts";

const entry = (id: string, kind: Entry["kind"], label: string, code = ""): Entry => ({
  id,
  kind,
  label,
  detail: "",
  code,
  words: [],
  act: () => undefined,
});
const ENTRIES = [
  entry("map", "screen", "خريطة"),
  entry("k31", "camera", "ك-031 · مفترق النخيل", "ك-031"),
  entry("2026-1", "intervention", "عرقلة السير، شارع النخيل"),
  entry("lock", "command", "أقفل المخيلة"),
];
const ids = (query: string, placed?: readonly Entry[]): string[] => found(ENTRIES, query, placed).map(({ id }) => id);

it("places stand in the order of the room's answer, after what begins like the words and before the rest", () => {
  const placed = [
    entry("street", "place", "شارع النخيل"),
    ...ENTRIES.filter(({ id }) => id === "k31"),
    entry("school", "place", "متوسطة النخيل"),
  ];
  expect(ids("نخيل", placed)).toEqual(["2026-1", "street", "k31", "school"]);
  expect(ids("خيل", placed)).toEqual(["street", "k31", "school", "2026-1", "lock"]);
});

it("until the room has answered, cameras are found by code and name; the answer takes their place", () => {
  expect(ids("ك-031")).toEqual(["k31"]);
  expect(ids("ك-031", [])).toEqual([]);
  expect(ids("  ", [entry("street", "place", "x")])).toEqual(["map", "lock"]);
});

it("the thing of exactly the typed code is first; until the room has answered, the archive stands before what resembles it", () => {
  const bolo = entry("bolo", "archive", "سيارة مطلوبة", "B-2026-000003");
  const past = [entry("search_archive", "archive", "ابحث في الأرشيف")];
  const own = entry("own", "archive", "حادث مرور", "2026-000003");
  const order = (asking: boolean, keyed: readonly Entry[], listed: readonly Entry[], typed = "٢٠٢٦-٠٠٠٠٠٣"): string[] =>
    keyedFirst(typed, { keyed, listed, past, asking }).map(({ id }) => id);
  expect(order(true, [], [bolo])).toEqual(["search_archive", "bolo"]);
  expect(order(false, [own], [bolo])).toEqual(["own", "bolo", "search_archive"]);
  expect(order(false, [bolo, own], [])).toEqual(["own", "bolo", "search_archive"]);
  expect(order(true, [], [bolo, own])).toEqual(["own", "search_archive", "bolo"]);
  expect(order(false, [bolo, own], [], "2026000003")).toEqual(["own", "bolo", "search_archive"]);
});
