import { expect, it } from "vitest";
import { found } from "./entries.ts";
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
