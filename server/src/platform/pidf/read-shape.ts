import { aroundBand, aroundPolygon, type Around, type Point } from "@amaliyat/domain/kernel";
import { elementsOf, type XmlElement } from "../xml.ts";

/** Shapes of RFC 5491 §5.2. */
const SHAPES = new Set(["Point", "Polygon", "Circle", "Ellipse", "ArcBand", "Sphere", "Ellipsoid", "Prism"]);
export const isShape = ({ name }: XmlElement): boolean => SHAPES.has(name);

const NUMBER = /^[+-]?(?:\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?$/;

const numbersOf = (text: string): number[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => (NUMBER.test(word) ? Number(word) : NaN));

/** Numbers of a position: latitude, longitude and perhaps a height, which is dropped. */
type Size = 2 | 3;
type System = { readonly size: Size; readonly isTurned?: true };

/** Reference systems of RFC 5491 (§5.1), and the one that has longitude first; others are no place that the room can draw. */
const SYSTEMS: Readonly<Record<string, System>> = { "4326": { size: 2 }, "4979": { size: 3 }, CRS84: { size: 2, isTurned: true } };
/** The last part of a URN or an address: the code of a system or a unit. */
const codeOf = (name: string): string => name.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/"), name.lastIndexOf("#")) + 1);

/** Metres and degrees of units; EPSG 9001 is the metre, 9102 the degree. */
const METRES: Readonly<Record<string, number>> = { "9001": 1, m: 1, "9002": 0.3048, "9036": 1_000, km: 1_000 };
const DEGREES: Readonly<Record<string, number>> = { "9102": 1, deg: 1, "9122": 1, "9101": 180 / Math.PI, rad: 180 / Math.PI };

/** A property of a shape in metres or degrees; null if missing or unreadable. */
function measured(shape: XmlElement, name: string, units: Readonly<Record<string, number>>, first: string): number | null {
  for (const element of elementsOf(shape)) {
    if (element.name !== name) continue;
    const [value = NaN] = numbersOf(element.text);
    const unit = codeOf((element.attributes["uom"] ?? first).trim());
    const found = value * ((Object.hasOwn(units, unit) ? units[unit] : undefined) ?? NaN);
    if (Math.abs(found) < 10_000_000) return found;
  }
  return null;
}
function metresOf(shape: XmlElement, name: string): number | null {
  const found = measured(shape, name, METRES, "9001");
  return found === null || found < 0 ? null : found;
}
const degreesOf = (shape: XmlElement, name: string): number | null => measured(shape, name, DEGREES, "9102");

/** Numbers of a `pos` or `posList` with what is said of them there or on an element around it (GML 3.1.1, gmlBase). */
type Numbers = {
  readonly isList: boolean;
  readonly numbers: readonly number[];
  readonly system: System | null;
  readonly told: Size | null;
};

/** The positions of a shape in their order. Null if one is in a system that the room does not know. */
function numbersIn(element: XmlElement, outer: Pick<Numbers, "system" | "told">): Numbers[] | null {
  const { srsName, srsDimension } = element.attributes;
  const code = srsName === undefined ? null : codeOf(srsName.trim());
  const system = code === null ? outer.system : Object.hasOwn(SYSTEMS, code) ? SYSTEMS[code] : undefined;
  if (system === undefined) return null;
  const told = srsDimension === "2" ? 2 : srsDimension === "3" ? 3 : outer.told;
  if (element.name === "pos" || element.name === "posList")
    return [{ isList: element.name === "posList", numbers: numbersOf(element.text), system, told }];
  const found: Numbers[] = [];
  for (const child of element.children) {
    const inner = numbersIn(child, { system, told });
    if (inner === null) return null;
    found.push(...inner);
  }
  return found;
}

/** Points of numbers, so many each. Null if one of them lies nowhere on earth. */
function pointsOf({ numbers, system }: Numbers, size: number): Point[] | null {
  if ((size !== 2 && size !== 3) || numbers.length % size !== 0) return null;
  const points = Array.from({ length: numbers.length / size }, (_none, nth) => {
    const [one = NaN, other = NaN] = numbers.slice(nth * size, nth * size + 2);
    return system?.isTurned === true ? { lat: other, lon: one } : { lat: one, lon: other };
  });
  const isOnEarth = points.every(({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180) && !numbers.some(Number.isNaN);
  return isOnEarth ? points : null;
}

/** True if the last position of a list is its first again. */
function isClosed({ numbers }: Numbers, size: Size): boolean {
  return numbers.length % size === 0 && numbers.slice(0, size).every((value, nth) => value === numbers[numbers.length - size + nth]);
}

/**
 * Corners of a ring. A list does not say for sure how many numbers a corner has: triples read as pairs lay degrees away. A ring is closed
 * (GML 3.1.1, LinearRing), so the size is the one by which it closes; if it closes by both, the size that is told.
 */
function cornersOf(shape: XmlElement, found: readonly Numbers[]): readonly Point[] | null {
  const corners: Point[] = [];
  for (const each of found) {
    const told = each.told ?? (shape.name === "Prism" ? 3 : (each.system?.size ?? 2));
    const sizes: readonly Size[] = told === 2 ? [2, 3] : [3, 2];
    const size = each.isList ? sizes.find((one) => isClosed(each, one)) : each.numbers.length;
    const points = size === undefined ? null : pointsOf(each, size);
    if (points === null || (!each.isList && points.length !== 1)) return null;
    corners.push(...points);
  }
  return corners.length > 1_000 ? null : corners;
}

/** The point of a shape that has one middle, given by exactly one position. */
function middleOf(found: readonly Numbers[]): Point | null {
  const [only, other] = found;
  if (only === undefined || other !== undefined || only.isList) return null;
  const [point, more] = pointsOf(only, only.numbers.length) ?? [];
  return more === undefined ? (point ?? null) : null;
}

/** An arc band; one without angles is taken as the whole circle, in which it lies. */
function bandOf(shape: XmlElement, centre: Point): Around | null {
  const outerM = metresOf(shape, "outerRadius");
  if (outerM === null) return null;
  const [startDeg, openingDeg] = [degreesOf(shape, "startAngle"), degreesOf(shape, "openingAngle")];
  const innerM = metresOf(shape, "innerRadius") ?? 0;
  const isWhole = startDeg === null || openingDeg === null;
  return aroundBand({ centre, innerM, outerM, startDeg: startDeg ?? 0, openingDeg: isWhole ? 360 : openingDeg });
}

/**
 * A point within a shape, and its reach. Null if the shape cannot be read: no place is better than one elsewhere. `shape` may also be an
 * element with one bare position.
 */
export function readShape(shape: XmlElement): Around | null {
  const exterior = shape.name === "Polygon" ? shape.children.find(({ name }) => name === "exterior") : undefined;
  const found = numbersIn(exterior === undefined ? shape : { ...shape, children: [exterior] }, { system: null, told: null });
  if (found === null) return null;
  if (shape.name === "Polygon" || shape.name === "Prism") {
    const corners = cornersOf(shape, found);
    return corners && aroundPolygon(corners);
  }
  const point = middleOf(found);
  if (point === null) return null;
  if (shape.name === "ArcBand") return bandOf(shape, point);
  const reaches = ["radius", "semiMajorAxis", "semiMinorAxis"].flatMap((name) => metresOf(shape, name) ?? []);
  return { point, accuracyM: reaches.length === 0 ? null : Math.max(...reaches) };
}
