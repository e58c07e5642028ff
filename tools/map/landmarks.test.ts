import { expect, it } from "vitest";
import { distinct, landmarkOf } from "./landmarks.ts";

const feature = (properties: Record<string, string>, coordinates: unknown, type = "Point") => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});

it("finds what has a name and is a place to go to, at the middle of its shape", () => {
  const square = [
    [
      [5.3, 31.9],
      [5.32, 31.9],
      [5.32, 31.92],
      [5.3, 31.92],
      [5.3, 31.9],
    ],
  ];
  expect(landmarkOf(feature({ amenity: "hospital", name: "مستشفى" }, [square], "MultiPolygon"))).toEqual({
    name: { ar: "مستشفى" },
    kind: "hospital",
    point: { lat: 31.91, lon: 5.31 },
  });
  expect(landmarkOf(feature({ amenity: "hospital" }, [5.3, 31.9]))).toBeNull();
  expect(landmarkOf(feature({ public_transport: "platform", name: "Quai 1" }, [5.3, 31.9]))).toBeNull();
  expect(landmarkOf(feature({ shop: "yes", name: "X" }, [5.3, 31.9]))).toBeNull();
});

it("leaves one of an area and the node inside it, and both of two mosques of one name in two quarters", () => {
  const mosque = (lat: number) => ({ name: { ar: "مسجد النور" }, kind: "place_of_worship", point: { lat, lon: 5.3 } });
  expect(distinct([mosque(31.95), mosque(31.9), mosque(31.9001)])).toEqual([mosque(31.9), mosque(31.95)]);
});

it("takes named blocks of flats, and both houses of one name where two blocks stand side by side", () => {
  expect(landmarkOf(feature({ building: "residential", name: "عمارة ب 12", "name:fr": "Bâtiment B 12" }, [5.3, 31.9]))).toMatchObject({
    name: { ar: "عمارة ب 12", fr: "Bâtiment B 12" },
    kind: "apartments",
  });
  expect(landmarkOf(feature({ building: "yes", name: "X" }, [5.3, 31.9]))).toBeNull();
  expect(landmarkOf(feature({ building: "apartments", amenity: "bank", name: "بنك" }, [5.3, 31.9]))).toMatchObject({ kind: "bank" });
  const house = (lat: number) => ({ name: { ar: "عمارة ب 12" }, kind: "apartments", point: { lat, lon: 5.3 } });
  expect(distinct([house(31.9), house(31.9001), house(31.902)])).toEqual([house(31.9), house(31.902)]);
});
