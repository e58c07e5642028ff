import type { Unit } from "@amaliyat/contract/dispatch";
import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { UNITS, unitsLive, writeUnit } from "./live.ts";
import { positions } from "./positions.ts";

const at = "2026-04-18T22:30:00Z";
const unit = (unitId: string, change: Partial<Unit> = {}): Unit => freeUnit({ unitId, code: unitId, statusSince: at, ...change });

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
