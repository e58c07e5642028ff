import { pidfOf } from "@amaliyat/domain/partners";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml } from "../xml.ts";
import { readPlace } from "./read-place.ts";

const GML = 'xmlns:gml="http://www.opengis.net/gml" xmlns:gs="http://www.opengis.net/pidflo/1.0"';
const flat = 'srsName="urn:ogc:def:crs:EPSG::4326"';
const deep = 'srsName="urn:ogc:def:crs:EPSG::4979"';
const metre = 'uom="urn:ogc:def:uom:EPSG::9001"';
const document = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10"
    entity="pres:x@pc.dz"><tuple id="t"><status><gp:geopriv><gp:location-info>${inner}</gp:location-info><gp:usage-rules/></gp:geopriv></status></tuple></presence>`;
const ring = (size: 2 | 3, form: "pos" | "posList"): string => {
  const corners = [
    [31.94, 5.32],
    [31.96, 5.32],
    [31.96, 5.34],
    [31.94, 5.34],
    [31.94, 5.32],
  ].map((corner) => [...corner, ...(size === 3 ? [120] : [])].join(" "));
  const inner =
    form === "pos" ? corners.map((each) => `<gml:pos>${each}</gml:pos>`).join("") : `<gml:posList>${corners.join(" ")}</gml:posList>`;
  return `<gml:exterior><gml:LinearRing>${inner}</gml:LinearRing></gml:exterior>`;
};

/** Every shape of RFC 5491 §5.2, in two and three dimensions. */
const FORMS: Readonly<Record<string, readonly [shape: string, accuracyM: number | null]>> = {
  "point 2D": [`<gml:Point ${GML} ${flat}><gml:pos>31.95 5.33</gml:pos></gml:Point>`, null],
  "point 3D": [`<gml:Point ${GML} ${deep}><gml:pos>31.95 5.33 141.5</gml:pos></gml:Point>`, null],
  "polygon of positions": [`<gml:Polygon ${GML} ${flat}>${ring(2, "pos")}</gml:Polygon>`, 1_457],
  "polygon of a list": [`<gml:Polygon ${GML} ${flat}>${ring(2, "posList")}</gml:Polygon>`, 1_457],
  circle: [`<gs:Circle ${GML} ${flat}><gml:pos>31.95 5.33</gml:pos><gs:radius ${metre}>850.5</gs:radius></gs:Circle>`, 850.5],
  ellipse: [
    `<gs:Ellipse ${GML} ${flat}><gml:pos>31.95 5.33</gml:pos><gs:semiMajorAxis ${metre}>1275</gs:semiMajorAxis><gs:semiMinorAxis ${metre}>670</gs:semiMinorAxis></gs:Ellipse>`,
    1_275,
  ],
  "arc band": [
    `<gs:ArcBand ${GML} ${flat}><gml:pos>31.95 5.33</gml:pos><gs:innerRadius ${metre}>1661</gs:innerRadius><gs:outerRadius ${metre}>2215</gs:outerRadius></gs:ArcBand>`,
    2_215,
  ],
  sphere: [`<gs:Sphere ${GML} ${deep}><gml:pos>31.95 5.33 26.3</gml:pos><gs:radius ${metre}>850</gs:radius></gs:Sphere>`, 850],
  ellipsoid: [
    `<gs:Ellipsoid ${GML} ${deep}><gml:pos>31.95 5.33 26.3</gml:pos><gs:semiMajorAxis ${metre}>7.5</gs:semiMajorAxis><gs:verticalAxis ${metre}>28.7</gs:verticalAxis></gs:Ellipsoid>`,
    7.5,
  ],
  "prism of a list": [
    `<gs:Prism ${GML} ${deep}><gs:base><gml:Polygon>${ring(3, "posList")}</gml:Polygon></gs:base><gs:height ${metre}>2.4</gs:height></gs:Prism>`,
    1_457,
  ],
  "prism of positions": [`<gs:Prism ${GML} ${deep}><gs:base><gml:Polygon>${ring(3, "pos")}</gml:Polygon></gs:base></gs:Prism>`, 1_457],
  "prism that names no system": [`<gs:Prism ${GML}><gs:base><gml:Polygon>${ring(3, "posList")}</gml:Polygon></gs:base></gs:Prism>`, 1_457],
  "position with a system": [`<gml:Point ${GML}><gml:pos ${deep}>31.95 5.33 141.5</gml:pos></gml:Point>`, null],
  "position with a dimension": [`<gml:Point ${GML} ${deep}><gml:pos srsDimension="3">31.95 5.33 141.5</gml:pos></gml:Point>`, null],
};

describe("a place as PIDF-LO", () => {
  it.each(Object.entries(FORMS))("is read from a %s", (_name, [shape, accuracyM]) => {
    const place = readPlace(document(shape));
    expect(place?.point?.lat).toBeCloseTo(31.95, 9);
    expect(place?.point?.lon).toBeCloseTo(5.33, 9);
    if (accuracyM === null || !Number.isInteger(accuracyM)) expect(place?.accuracyM).toBe(accuracyM);
    else expect(Math.abs((place?.accuracyM ?? 0) - accuracyM)).toBeLessThan(accuracyM * 0.02);
  });

  it("is read however XML writes it: any prefix, comments, CDATA, entities, exponents, and longitude first where the system says so", () => {
    for (const pos of ["31.95 5.33", " +31.950\n 533e-2 ", "<!-- the gate -->31.95 5.33", "<![CDATA[31.95 5.33]]>", "31&#46;95 5.33"])
      expect(readPlace(document(`<g32:Point xmlns:g32="x"><g32:pos srsDimension="2">${pos}</g32:pos></g32:Point>`))?.point, pos).toEqual({
        lat: 31.95,
        lon: 5.33,
      });
    const turned = `<gml:Point ${GML} srsName="urn:ogc:def:crs:OGC::CRS84"><gml:pos>5.33 31.95</gml:pos></gml:Point>`;
    expect(readPlace(document(turned))?.point).toEqual({ lat: 31.95, lon: 5.33 });
    const feet = `<gs:Circle ${GML}><gml:pos>31.95 5.33</gml:pos><gs:radius uom="urn:ogc:def:uom:EPSG::9002">100</gs:radius></gs:Circle>`;
    expect(readPlace(document(feet))?.accuracyM).toBeCloseTo(30.48, 6);
  });

  it("is read from a civic address, and from both", () => {
    const civic = `<ca:civicAddress xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr"><ca:country>DZ</ca:country><ca:A3>ورقلة</ca:A3>
      <ca:RD>شارع 1 نوفمبر</ca:RD><ca:HNO>12</ca:HNO><ca:BLD>عمارة ب</ca:BLD><ca:FLR>3</ca:FLR><ca:LMK>قرب <![CDATA[<المستشفى>]]></ca:LMK></ca:civicAddress>`;
    const words = "قرب <المستشفى>, 12 شارع 1 نوفمبر, عمارة ب, 3, ورقلة";
    expect(readPlace(document(civic))).toEqual({ point: null, accuracyM: null, words, measuredAt: null });
    const [point] = FORMS["point 2D"] ?? [];
    expect(readPlace(document(`${civic}${point}`))).toMatchObject({ point: { lat: 31.95, lon: 5.33 }, words });
  });

  it("is none where it lies nowhere on earth, in a system that the room does not know, or in what is no XML", () => {
    for (const pos of ["91 5", "5 181", "a b", "1", "", "NaN NaN", "1 2 3 4", "31.95,5.33"])
      expect(readPlace(document(`<gml:Point ${GML}><gml:pos>${pos}</gml:pos></gml:Point>`)), pos).toBeNull();
    expect(
      readPlace(document(`<gml:Point ${GML} srsName="urn:ogc:def:crs:EPSG::32632"><gml:pos>31.95 5.33</gml:pos></gml:Point>`)),
    ).toBeNull();
    const grows = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x><pos>31.95 5.33</pos></x>`;
    for (const text of [
      "",
      "x",
      "<pos>31.95 5.33",
      "<a><b></a></b>",
      grows,
      "<x><pos>&nbsp;31.95 5.33</pos></x>",
      "<x/><pos>1 2</pos>",
      "<".repeat(9_000),
    ])
      expect(readPlace(text), text.slice(0, 40)).toBeNull();
    expect(readXml(`${"<a>".repeat(100)}${"</a>".repeat(100)}`)).toBeNull();
    expect(readXml(`<a>${"<b/>".repeat(6_000)}</a>`)).toBeNull();
  });

  it("was measured at its timestamp; a moment at which no place was measured is none: the database takes no year of six digits", () => {
    const at = (text: string) =>
      readPlace(`<x><gml:Point><gml:pos>31.95 5.33</gml:pos></gml:Point><timestamp>${text}</timestamp></x>`)?.measuredAt;
    for (const text of [
      "-271821-04-20T00:00:00Z",
      "-100000-01-01T00:00:00Z",
      "1999-12-31T23:59:59Z",
      "+100000-01-01T00:00:00Z",
      "soon",
      "",
    ])
      expect(at(text), text).toBeNull();
    expect(at(" 2026-03-04T05:06:07Z\n")).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
  });

  it("comes back from what the room itself writes, whatever stands in it", () => {
    const coordinate = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => value / 1e6);
    fc.assert(
      fc.property(coordinate(90), coordinate(180), fc.string({ unit: "binary", maxLength: 60 }), (lat, lon, text) => {
        const place = readPlace(pidfOf({ point: { lat, lon }, text }, "pres:x@y"));
        expect(place?.point).toEqual({ lat, lon });
      }),
    );
  });

  it("never fails, whatever a stranger sends", () => {
    const piece = fc.constantFrom(
      "<gml:Polygon>",
      "</gml:Polygon>",
      "<pos>",
      "</pos>",
      "1 2",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "&#x;",
      "<?",
      "?>",
      '="',
      "91 5",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 40 }), (pieces) => {
        const place = readPlace(pieces.join(""));
        if (place?.point) expect(Math.abs(place.point.lat) <= 90 && Math.abs(place.point.lon) <= 180).toBe(true);
      }),
    );
  });
});
