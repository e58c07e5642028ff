import type { Point } from "@amaliyat/domain/kernel";

/** A place of the town in metres east and north of its middle. */
export type Metres = readonly [east: number, north: number];

/** The middle of the town. */
export const MIDDLE: Point = { lat: 31.95, lon: 5.33 };
const M_PER_LAT = 110_890;
const M_PER_LON = 111_320 * Math.cos((MIDDLE.lat * Math.PI) / 180);

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5; // about 1 m, which keeps the map small

/** The place in WGS 84, rounded to 0.00001°. */
export const toPoint = ([east, north]: Metres): Point => ({
  lat: round(MIDDLE.lat + north / M_PER_LAT),
  lon: round(MIDDLE.lon + east / M_PER_LON),
});

/** The place as GeoJSON has it. */
export const toLonLat = (place: Metres): [number, number] => {
  const { lat, lon } = toPoint(place);
  return [lon, lat];
};

/** A point in metres from the middle. */
export const toMetres = ({ lat, lon }: Point): Metres => [(lon - MIDDLE.lon) * M_PER_LON, (lat - MIDDLE.lat) * M_PER_LAT];
