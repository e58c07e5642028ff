import type { Unit } from "@amaliyat/contract/dispatch";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { UNITS, unitsLive, writeUnit } from "./live.ts";
import { positions } from "./positions.ts";

const at = "2026-04-18T22:30:00Z";
const unit = (unitId: string, change: Partial<Unit> = {}): Unit => ({
  unitId,
  code: unitId,
  kind: "car",
  sectorId: "SU1",
  skills: [],
  vehicle: null,
  crew: [],
  status: "available",
  statusSince: at,
  activity: null,
  outReason: null,
  outNote: null,
  reservedUntil: null,
  reservedFor: null,
  distress: null,
  checkInDue: null,
  userId: null,
  speakers: [],
  radios: [],
  radio: null,
  isPerson: false,
  lent: null,
  retiredAt: null,
  position: null,
  interventionId: null,
  alsoAt: [],
  ...change,
});

describe("units", () => {
  const client = new QueryClient();
  const codes = (): readonly string[] | undefined => client.getQueryData<readonly Unit[]>(UNITS)?.map(({ code }) => code);
  const isReadAgain = (): boolean => client.getQueryState(UNITS)?.isInvalidated === true;
  beforeEach(() => client.setQueryData<readonly Unit[]>(UNITS, [unit("a"), unit("b")]));

  it("take their newest row in their place, and leave when they are retired", () => {
    writeUnit(client, unit("a", { code: "A" }));
    expect(codes()).toEqual(["A", "b"]);
    writeUnit(client, unit("a", { retiredAt: at }));
    expect(codes()).toEqual(["b"]);
    writeUnit(client, unit("c"));
    expect([codes(), isReadAgain()]).toEqual([["b", "c"], false]);
  });

  it("are read again if one was moved or lent: the room says whether it is still seen here", () => {
    writeUnit(client, unit("b", { sectorId: "SU2" }));
    expect(isReadAgain()).toBe(true);
  });

  it("take a position without a happening, and without the cache", () => {
    const write = vi.spyOn(client, "setQueryData");
    const position = { place: { lat: 31.9, lon: 5.3 }, headingDeg: null, at };
    unitsLive.move?.({ kind: "moved", unitId: "a", position }, 100);
    expect(positions.of("a")).toMatchObject({ last: position, heardAt: 100 });
    expect(write).not.toHaveBeenCalled();
  });
});
