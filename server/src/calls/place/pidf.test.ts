import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk } from "../../testing/calls-desk.ts";
import { PLACES } from "../../testing/test-room.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
beforeAll(async () => void (await desk.open(stack)));
afterAll(() => stack.disposeAsync());

it("a place with heights that came with a call is the caller's: a prism of triples is not read as pairs", async () => {
  const { lat, lon } = PLACES.SU1;
  const corners = [-1, -1, -1, 1, 1, 1, 1, -1, -1, -1].map((side, nth) => (nth % 2 === 0 ? lat : lon) + side * 0.0005);
  const list = corners.map((each, nth) => (nth % 2 === 0 ? `${each}` : `${each} 36.6`)).join(" ");
  const ring = `<gml:exterior><gml:LinearRing><gml:posList>${list}</gml:posList></gml:LinearRing></gml:exterior>`;
  const names = 'xmlns:gml="http://www.opengis.net/gml" xmlns:gs="http://www.opengis.net/pidflo/1.0"';
  const prism = `<gs:Prism ${names} srsName="urn:ogc:def:crs:EPSG::4979"><gs:base><gml:Polygon>${ring}</gml:Polygon></gs:base></gs:Prism>`;
  const callId = randomUUID();
  desk.network.ringIn(callId, "17", "0550333444", Date.now(), `<tuple>${prism}<timestamp>2026-03-02T09:59:00Z</timestamp></tuple>`);
  const { place, sectorId } = await desk.inState(callId, "offered");
  expect([place?.source, place?.measuredAt, sectorId]).toEqual(["pidf", "2026-03-02T09:59:00.000Z", "SU1"]);
  expect(place?.point.lat).toBeCloseTo(lat, 9);
  expect(place?.point.lon).toBeCloseTo(lon, 9);
  expect(Math.abs((place?.accuracyM ?? 0) - 73)).toBeLessThan(3);
});
