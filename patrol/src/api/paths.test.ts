import { bolos } from "@amaliyat/contract/bolos";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { photos } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import { theRoom } from "@amaliyat/contract/room";
import { address, isNothing } from "@amaliyat/contract/route";
import { expect, it } from "vitest";
import { mapTilesOf, PATHS, SILENT, type RouteName } from "./paths.ts";

const declared = { ...bolos, ...identity, ...dispatch, ...photos, reportHazard: places.reportHazard, room: theRoom.room };

it.each(Object.keys(PATHS) as RouteName[])("calls %s where the contract declares it", (name) => {
  const { method, path, reply } = declared[name];
  expect([PATHS[name], SILENT.has(name)]).toEqual([[method, path], isNothing(reply)]);
});

it("reads the map's tiles where the contract declares them", () => {
  expect(mapTilesOf("a-b")).toBe(address(theRoom.mapTiles, { mapVersion: "a-b" }, {}));
});
