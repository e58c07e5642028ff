import { distanceM, inRing, type Point } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlace } from "./read-place.ts";

const NAMES = 'xmlns:gml="http://www.opengis.net/gml" xmlns:gs="http://www.opengis.net/pidflo/1.0"';
const metre = (name: string, value: number): string => `<gs:${name} uom="urn:ogc:def:uom:EPSG::9001">${value}</gs:${name}>`;
const degree = (name: string, value: number): string => `<gs:${name} uom="urn:ogc:def:uom:EPSG::9102">${value}</gs:${name}>`;
const read = (shape: string) => readPlace(`<x ${NAMES}>${shape}</x>`);

/** One way to write the positions of a shape. */
type Written = {
  readonly size: 2 | 3;
  /** Element that names the reference system; null: no element does. */
  readonly systemOf: "shape" | "pos" | null;
  readonly hasDimension: boolean;
  readonly isList: boolean;
  readonly height: number;
};

/** Attributes of the shape and of its positions, and the text of positions. */
function writing({ size, systemOf, hasDimension, height }: Written) {
  const system = `srsName="urn:ogc:def:crs:EPSG::${size === 2 ? 4326 : 4979}"`;
  return {
    onShape: systemOf === "shape" ? system : "",
    onPos: `${systemOf === "pos" ? system : ""} ${hasDimension ? `srsDimension="${size}"` : ""}`,
    text: ({ lat, lon }: Point): string => `${lat} ${lon}${size === 3 ? ` ${height}` : ""}`,
  };
}
function centred(name: string, at: Point, written: Written, rest: string): string {
  const { onShape, onPos, text } = writing(written);
  return `<gs:${name} ${onShape}><gml:pos ${onPos}>${text(at)}</gml:pos>${rest}</gs:${name}>`;
}
function ringOf(corners: readonly Point[], written: Written): string {
  const { onPos, text } = writing(written);
  const closed = [...corners, ...corners.slice(0, 1)].map(text);
  const inner = written.isList
    ? `<gml:posList ${onPos}>${closed.join(" ")}</gml:posList>`
    : closed.map((each) => `<gml:pos ${onPos}>${each}</gml:pos>`).join("");
  return `<gml:exterior><gml:LinearRing>${inner}</gml:LinearRing></gml:exterior>`;
}
const polygon = (corners: readonly Point[], written: Written): string =>
  `<gml:Polygon ${writing(written).onShape}>${ringOf(corners, written)}</gml:Polygon>`;
const prism = (corners: readonly Point[], written: Written): string =>
  `<gs:Prism ${writing(written).onShape}><gs:base><gml:Polygon>${ringOf(corners, written)}</gml:Polygon></gs:base>${metre("height", 2.4)}</gs:Prism>`;

// Never -0, which no text tells.
const rounded = (value: number): number => Number(value.toFixed(7)) + 0;
const point: fc.Arbitrary<Point> = fc.record({
  lat: fc.double({ min: -70, max: 70, noNaN: true }).map(rounded),
  lon: fc.double({ min: -179, max: 179, noNaN: true }).map(rounded),
});
const way = (...sizes: readonly (2 | 3)[]): fc.Arbitrary<Written> =>
  fc.record({
    size: fc.constantFrom(...sizes),
    systemOf: fc.constantFrom("shape", "pos", null),
    hasDimension: fc.boolean(),
    isList: fc.boolean(),
    height: fc.double({ min: -400, max: 9_000, noNaN: true }).map((value) => Number(value.toFixed(2))),
  });
const metres = fc.integer({ min: 1, max: 20_000 });
const ring = fc
  .record({ centre: point, reaches: fc.array(fc.double({ min: 0.001, max: 0.05, noNaN: true }), { minLength: 4, maxLength: 15 }) })
  .map(({ centre, reaches }) =>
    reaches.map((reach, nth) => {
      const angle = (2 * Math.PI * nth) / reaches.length;
      return { lat: rounded(centre.lat + reach * Math.cos(angle)), lon: rounded(centre.lon + reach * Math.sin(angle)) };
    }),
  );
const asRing = (corners: readonly Point[]) => corners.map(({ lat, lon }) => [lon, lat] as const);

describe("the point of a shape (RFC 5491 §5.2) lies within the shape", () => {
  it("for a point, a circle, an ellipse, a sphere and an ellipsoid: it is the middle, and a height is dropped", () => {
    fc.assert(
      fc.property(point, way(2, 3), way(2), way(3), metres, metres, (at, any, flat, deep, one, other) => {
        const [minor, major] = [Math.min(one, other), Math.max(one, other)];
        const axes = metre("semiMajorAxis", major) + metre("semiMinorAxis", minor);
        const told: readonly [string, number | null][] = [
          [centred("Point", at, any, ""), null],
          [centred("Circle", at, flat, metre("radius", one)), one],
          [centred("Ellipse", at, flat, axes + degree("orientation", 43.2)), major],
          [centred("Sphere", at, deep, metre("radius", one)), one],
          [centred("Ellipsoid", at, deep, axes + metre("verticalAxis", 28) + degree("orientation", 43.2)), major],
        ];
        for (const [shape, accuracyM] of told) expect(read(shape), shape).toMatchObject({ point: at, accuracyM });
      }),
    );
  });

  it("for a polygon and a prism, concave ones too, and every corner lies within the accuracy", () => {
    fc.assert(
      fc.property(ring, way(2, 3), way(3), (corners, any, deep) => {
        for (const shape of [polygon(corners, any), prism(corners, deep)]) {
          const { point: found, accuracyM } = read(shape) ?? {};
          expect(found && inRing(found, asRing(corners)), shape).toBe(true);
          if (found) for (const corner of corners) expect(distanceM(found, corner)).toBeLessThanOrEqual(accuracyM ?? 0);
        }
      }),
    );
  });

  it("for an arc band: between its radii, and not at the mast", () => {
    const angle = fc.integer({ min: 0, max: 359 });
    fc.assert(
      fc.property(point, way(2), metres, metres, angle, angle, (mast, flat, one, other, start, opening) => {
        const [inner, outer] = [Math.min(one, other), Math.max(one, other)];
        const radii = metre("innerRadius", inner) + metre("outerRadius", outer);
        const found = read(centred("ArcBand", mast, flat, radii + degree("startAngle", start) + degree("openingAngle", opening)));
        const away = distanceM(mast, found?.point ?? { lat: NaN, lon: NaN });
        expect(away).toBeGreaterThanOrEqual(inner - 0.01);
        expect(away).toBeLessThanOrEqual(outer + 0.01);
      }),
    );
  });

  it("for a band to the east of its mast, in degrees and in radians", () => {
    const mast = { lat: 31.95, lon: 5.33 };
    const written: Written = { size: 2, systemOf: "shape", hasDimension: false, isList: false, height: 0 };
    const radii = metre("innerRadius", 1_000) + metre("outerRadius", 3_000);
    const radian = (name: string, value: number): string => `<gs:${name} uom="urn:ogc:def:uom:EPSG::9101">${value}</gs:${name}>`;
    for (const angles of [
      degree("startAngle", 60) + degree("openingAngle", 60),
      radian("startAngle", Math.PI / 3) + radian("openingAngle", Math.PI / 3),
    ]) {
      const found = read(centred("ArcBand", mast, written, radii + angles));
      expect(found?.point?.lat).toBeCloseTo(31.95, 3);
      expect(found?.point?.lon).toBeCloseTo(5.33 + 2_000 / (111_195 * Math.cos((31.95 * Math.PI) / 180)), 4);
      expect(found?.accuracyM).toBeGreaterThan(1_600);
      expect(found?.accuracyM).toBeLessThan(1_900);
    }
  });
});

describe("a shape that cannot be read as it should be written", () => {
  const corners = "31.94 5.33 36.6 31.95 5.33 36.6 31.95 5.34 36.6 31.94 5.33 36.6";
  const list = (numbers: string, attributes = ""): string =>
    `<gml:exterior><gml:LinearRing><gml:posList ${attributes}>${numbers}</gml:posList></gml:LinearRing></gml:exterior>`;

  it("has a ring whose size is the one by which it closes, whatever is said of it", () => {
    for (const attributes of ["", 'srsDimension="2"', 'srsDimension="3"', 'srsName="urn:ogc:def:crs:EPSG::4326"'])
      for (const shape of [
        `<gml:Polygon>${list(corners, attributes)}</gml:Polygon>`,
        `<gs:Prism><gs:base><gml:Polygon>${list(corners, attributes)}</gml:Polygon></gs:base></gs:Prism>`,
      ]) {
        const { point: found } = read(shape) ?? {};
        expect(found?.lat, shape).toBeCloseTo(31.945, 2);
        expect(found?.lon, shape).toBeCloseTo(5.335, 2);
      }
  });

  it("is none: an open list, too few corners, another system above it, a wrong height, a band without radii", () => {
    for (const shape of [
      `<gml:Polygon>${list("31.94 5.33 31.95 5.33 31.95 5.34 31.94 5.34")}</gml:Polygon>`,
      `<gml:Polygon>${list("31.94 5.33 31.95 5.33 31.94 5.33")}</gml:Polygon>`,
      `<gml:Polygon>${list("31.94 5.33 31.95 5.33 31.95 5.34 31.94")}</gml:Polygon>`,
      `<gml:Polygon srsName="urn:ogc:def:crs:EPSG::32632">${list("31.94 5.33 31.95 5.33 31.95 5.34 31.94 5.33")}</gml:Polygon>`,
      `<gs:Prism srsName="urn:ogc:def:crs:EPSG::9999"><gs:base><gml:Polygon>${list(corners)}</gml:Polygon></gs:base></gs:Prism>`,
      `<gs:Prism><gs:base><gml:Polygon>${list(corners.replace("36.6", "x"))}</gml:Polygon></gs:base></gs:Prism>`,
      `<gml:Point><gml:pos>31.94 5.33 x</gml:pos></gml:Point>`,
      `<gml:Point><gml:posList>31.94 5.33 31.95 5.33</gml:posList></gml:Point>`,
      `<gs:ArcBand><gml:pos>31.94 5.33</gml:pos>${degree("startAngle", 1)}${degree("openingAngle", 2)}</gs:ArcBand>`,
      `<gs:ArcBand><gml:pos>31.94 5.33</gml:pos>${metre("innerRadius", 9)}${metre("outerRadius", 5)}</gs:ArcBand>`,
      list("31.94 5.33 31.95 5.33"),
      `<gml:pos>31.94 5.33</gml:pos><gml:pos>36.6 31.94</gml:pos>`,
    ])
      expect(read(shape), shape).toBeNull();
  });

  it("has the system of the element around it, longitude first where that system says so", () => {
    const turned = 'srsName="urn:ogc:def:crs:OGC:1.3:CRS84"';
    const ringed = list("5.33 31.94 5.33 31.96 5.35 31.96 5.35 31.94 5.33 31.94");
    expect(read(`<gml:Polygon ${turned}>${ringed}</gml:Polygon>`)?.point?.lat).toBeCloseTo(31.95, 9);
    expect(
      read(`<x><gml:Polygon>${ringed.replace("<gml:LinearRing", `<gml:LinearRing ${turned}`)}</gml:Polygon></x>`)?.point?.lon,
    ).toBeCloseTo(5.34, 9);
  });
});
