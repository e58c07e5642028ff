import { alerts } from "@amaliyat/contract/alerts";
import { reports } from "@amaliyat/contract/reports";
import { theRoom } from "@amaliyat/contract/room";
import { address } from "@amaliyat/contract/route";
import { expect, it } from "vitest";
import { alertPictureOf, mapTilesOf, PATHS, type RouteName } from "./paths.ts";

it.each(Object.keys(PATHS) as RouteName[])("calls %s where the contract declares it", (name) => {
  const { method, path } = { ...reports, ...alerts }[name];
  expect(PATHS[name]).toEqual([method, path]);
});

it("shows the picture of an alert from where the contract declares it", () => {
  expect(alertPictureOf("a-b")).toBe(address(alerts.picture, { publicAlertId: "a-b" }, {}));
});

it("reads the map's tiles where the contract declares them", () => {
  expect(mapTilesOf("a-b")).toBe(address(theRoom.mapTiles, { mapVersion: "a-b" }, {}));
});
