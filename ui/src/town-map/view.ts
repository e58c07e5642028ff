import type { Point } from "./words.ts";

/** A place on the flat world of Web Mercator (EPSG:3857), 0 to 1, growing to the east and to the south. */
export type World = { readonly x: number; readonly y: number };
/** A place on the screen or a size, in CSS pixels, growing to the right and down. */
export type Spot = { readonly x: number; readonly y: number };

/** View of the map: its middle, its zoom, and the direction that is up, in degrees from north. */
export type View = { readonly centre: World; readonly zoom: number; readonly bearingDeg: number };

/** The whole world at zoom 0, in CSS pixels; as tiles are drawn in the console. */
const WORLD_PX = 512;
export const FARTHEST = 8;
export const NEAREST = 18;

export const worldOf = ({ lat, lon }: Point): World => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
};

/** The point on the earth of a place on the flat world. */
export const pointAt = ({ x, y }: World): Point => ({
  lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
  lon: (x - 0.5) * 360,
});

/** Width of the whole world in pixels. */
export const scaleOf = ({ zoom }: View): number => WORLD_PX * 2 ** zoom;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Turns a step on the ground into a step on the screen, by the direction that is up; with a negative bearing back again. */
function turned({ x, y }: Spot, bearingDeg: number): Spot {
  const [cos, sin] = [Math.cos(radians(bearingDeg)), Math.sin(radians(bearingDeg))];
  return { x: cos * x + sin * y, y: cos * y - sin * x };
}

export function spotOf(view: View, size: Spot, at: World): Spot {
  const scale = scaleOf(view);
  const step = turned({ x: (at.x - view.centre.x) * scale, y: (at.y - view.centre.y) * scale }, view.bearingDeg);
  return { x: size.x / 2 + step.x, y: size.y / 2 + step.y };
}

export function worldAt(view: View, size: Spot, { x, y }: Spot): World {
  const scale = scaleOf(view);
  const step = turned({ x: x - size.x / 2, y: y - size.y / 2 }, -view.bearingDeg);
  return { x: view.centre.x + step.x / scale, y: view.centre.y + step.y / scale };
}

/** Moves the ground with a finger. */
export function dragged(view: View, step: Spot): View {
  const scale = scaleOf(view);
  const { x, y } = turned(step, -view.bearingDeg);
  return { ...view, centre: { x: view.centre.x - x / scale, y: view.centre.y - y / scale } };
}

const within = (zoom: number): number => Math.min(NEAREST, Math.max(FARTHEST, zoom));

/** Comes nearer by so many levels; what lies at `at` stays there. */
export function zoomed(view: View, size: Spot, levels: number, at: Spot): View {
  const next = { ...view, zoom: within(view.zoom + levels) };
  const held = spotOf(next, size, worldAt(view, size, at));
  return dragged(next, { x: at.x - held.x, y: at.y - held.y });
}

/** As near as shows all of the points, north up, with a margin in pixels. One point alone is shown as a street is. */
export function showing(points: readonly Point[], size: Spot, margin: number, nearest = 16.5): View {
  const worlds = points.map(worldOf);
  const [xs, ys] = [worlds.map(({ x }) => x), worlds.map(({ y }) => y)];
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = { x: Math.max(1, size.x - 2 * margin), y: Math.max(1, size.y - 2 * margin) };
  const scale = Math.min(room.x / Math.max(east - west, 1e-12), room.y / Math.max(south - north, 1e-12));
  const zoom = within(Math.min(nearest, Math.log2(scale / WORLD_PX)));
  return { centre: { x: (west + east) / 2, y: (north + south) / 2 }, zoom, bearingDeg: 0 };
}

/** A corner that presses stand in, as far as they reach along the head of the screen and down it. */
export type Corner = { readonly isLeft: boolean; readonly x: number; readonly y: number };

/**
 * The view that shows all points, none of them within a mark's reach of the corner box at the head. They stand beside or below it,
 * whichever is nearer.
 */
export function showingBeside(points: readonly Point[], size: Spot, margin: number, { isLeft, x, y }: Corner, reach: number): View {
  const whole = showing(points, size, margin);
  const isCovered = points.some((point) => {
    const spot = spotOf(whole, size, worldOf(point));
    return spot.y < y + reach && (isLeft ? spot.x : size.x - spot.x) < x + reach;
  });
  if (!isCovered) return whole;
  const below = dragged(showing(points, { x: size.x, y: size.y - y }, margin), { x: 0, y: y / 2 });
  const beside = dragged(showing(points, { x: size.x - x, y: size.y }, margin), { x: isLeft ? x / 2 : -x / 2, y: 0 });
  return below.zoom >= beside.zoom ? below : beside;
}
