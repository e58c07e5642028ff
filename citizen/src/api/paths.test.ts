import { alerts } from "@amaliyat/contract/alerts";
import { reports } from "@amaliyat/contract/reports";
import { theRoom } from "@amaliyat/contract/room";
import { address, isNothing, ROOM_MARK } from "@amaliyat/contract/route";
import { ROOM_MARK as KNOWN_MARK } from "@amaliyat/ui/reach";
import { expect, it } from "vitest";
import { alertPictureOf, mapTilesOf, PATHS, SILENT, type RouteName } from "./paths.ts";

it.each(Object.keys(PATHS) as RouteName[])("calls %s where the contract declares it", (name) => {
  const { method, path, reply } = { ...reports, ...alerts }[name];
  expect([PATHS[name], SILENT.has(name)]).toEqual([[method, path], isNothing(reply)]);
});

it("knows the room's own answers by the header that the contract names", () => {
  expect(KNOWN_MARK).toBe(ROOM_MARK);
});

it("shows the picture of an alert from where the contract declares it", () => {
  expect(alertPictureOf("a-b")).toBe(address(alerts.picture, { publicAlertId: "a-b" }, {}));
});

it("reads the map's tiles where the contract declares them", () => {
  expect(mapTilesOf("a-b")).toBe(address(theRoom.mapTiles, { mapVersion: "a-b" }, {}));
});
