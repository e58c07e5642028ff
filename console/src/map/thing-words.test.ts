import type { Unit } from "@amaliyat/contract/dispatch";
import { expect, it } from "vitest";
import { unitSaid } from "./thing-words.tsx";

const NOW = Date.parse("2026-04-18T02:00:00Z");
const free = { status: "available", statusSince: "2026-04-18T01:00:00Z", reservedUntil: null, distress: null } as const;
const distress: Unit["distress"] = {
  at: "2026-04-18T01:58:00Z",
  heardAt: "2026-04-18T01:58:00Z",
  place: null,
  accuracyM: null,
  placeAt: null,
  takenUpBy: null,
  againAt: null,
};

it("says of a unit that calls for help that it does, since it did, whatever its status", () => {
  for (const status of ["available", "en_route", "unavailable"] as const)
    expect(unitSaid({ ...free, status, distress }, NOW)).toEqual({ state: "distress", since: NOW - 120_000 });
});

it("says the status otherwise; of a reservation that ended, that it is free since then", () => {
  expect(unitSaid(free, NOW)).toEqual({ state: "available", since: NOW - 3_600_000 });
  const reservedUntil = "2026-04-18T01:59:00Z";
  expect(unitSaid({ ...free, status: "reserved", reservedUntil }, NOW)).toEqual({ state: "available", since: NOW - 60_000 });
});
