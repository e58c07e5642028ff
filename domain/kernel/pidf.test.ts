import * as fc from "fast-check";
import { expect, it } from "vitest";
import { momentOfPidf, placeOfPidf } from "./pidf.ts";

it("reads the place from every shape of RFC 5491, with how far it may reach", () => {
  const circle = `<gs:Circle><gml:pos>42.5463 -73.2512</gml:pos><gs:radius uom="urn:ogc:def:uom:EPSG::9001">850.24</gs:radius></gs:Circle>`;
  expect(placeOfPidf(circle)).toEqual({ point: { lat: 42.5463, lon: -73.2512 }, accuracyM: 850.24 });
  const ellipse = `<gs:Ellipse><gml:pos>42.5463 -73.2512</gml:pos><gs:semiMajorAxis uom="m">1275</gs:semiMajorAxis><gs:semiMinorAxis uom="m">670</gs:semiMinorAxis></gs:Ellipse>`;
  expect(placeOfPidf(ellipse)?.accuracyM).toBe(1_275);
  const band = `<gs:ArcBand><gml:pos>42.5 -73.2</gml:pos><gs:innerRadius uom="m">1661</gs:innerRadius><gs:outerRadius uom="m">2215</gs:outerRadius></gs:ArcBand>`;
  expect(placeOfPidf(band)?.accuracyM).toBe(2_215);
  expect(placeOfPidf("<gml:Point><gml:pos>-34.407 150.883</gml:pos></gml:Point>")).toEqual({
    point: { lat: -34.407, lon: 150.883 },
    accuracyM: null,
  });
  // The first corner of a polygon is not where the caller is.
  const corners = ["43.311 -73.422", "43.111 -73.322", "43.111 -73.222", "43.311 -73.122", "43.311 -73.422"];
  for (const ring of [corners.map((each) => `<gml:pos>${each}</gml:pos>`).join(""), `<gml:posList>${corners.join(" ")}</gml:posList>`]) {
    const found = placeOfPidf(`<gml:Polygon><gml:exterior><gml:LinearRing>${ring}</gml:LinearRing></gml:exterior></gml:Polygon>`);
    expect(found?.point.lat).toBeCloseTo(43.211, 6);
    expect(found?.point.lon).toBeCloseTo(-73.272, 6);
    expect(found?.accuracyM).toBeGreaterThan(10_000);
    expect(found?.accuracyM).toBeLessThan(20_000);
  }
});

it("never fails, and gives no place that is not on earth", () => {
  const piece = fc.constantFrom("<pos>", "</pos>", "<gml:Polygon>", "<posList>", "1 2", "91 5", "-", "<radius>", "9e9", " ", "3 4 5 6 7 8");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const found = placeOfPidf(pieces.join(""));
      if (found === null) return;
      expect(Math.abs(found.point.lat) <= 90 && Math.abs(found.point.lon) <= 180).toBe(true);
    }),
  );
});

it("a moment that no place was measured at is none: the database takes no year of six digits", () => {
  const said = (text: string): number | null => momentOfPidf(`<timestamp>${text}</timestamp>`);
  expect([
    said("-271821-04-20T00:00:00Z"),
    said("-100000-01-01T00:00:00Z"),
    said("1999-12-31T23:59:59Z"),
    said("+100000-01-01T00:00:00Z"),
  ]).toEqual([null, null, null, null]);
  expect(said("2026-03-04T05:06:07Z")).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
});
