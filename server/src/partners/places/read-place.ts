import { distanceM, type Point } from "@amaliyat/domain/kernel";
import { elementsOf, readXml, type XmlElement } from "../../platform/xml.ts";

/** A place as a PIDF-LO tells it: a point and how far it may be off, words of its address, or both. */
export type ReadPlace = { readonly point: Point | null; readonly accuracyM: number | null; readonly words: string | null };

const NUMBER = /^[+-]?(?:\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?$/;

const numbersOf = (text: string): number[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => (NUMBER.test(word) ? Number(word) : NaN));

/** Reference systems of RFC 5491 (§5.1), and the one that has longitude first; others are no place that the room can draw. */
const SYSTEMS: Readonly<Record<string, { readonly size: 2 | 3; readonly isTurned?: true }>> = {
  "4326": { size: 2 },
  "4979": { size: 3 },
  CRS84: { size: 2, isTurned: true },
};
/** The last part of a URN or an address: the code of a system or a unit. */
const codeOf = (name: string): string => name.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/"), name.lastIndexOf("#")) + 1);
const systemOf = ({ attributes }: XmlElement) => {
  const { srsName } = attributes;
  return srsName === undefined ? null : (SYSTEMS[codeOf(srsName.trim())] ?? "unknown");
};

/** Metres of a unit; EPSG 9001 is the metre. */
const METRES: Readonly<Record<string, number>> = { "9001": 1, m: 1, "9002": 0.3048, "9036": 1_000, km: 1_000 };

const SHAPES = new Set(["Point", "Polygon", "Circle", "Ellipse", "ArcBand", "Sphere", "Ellipsoid", "Prism"]);
/** Properties that give the reach of a shape from its middle. */
const REACHES = ["radius", "semiMajorAxis", "outerRadius"];

function reachOf(shape: XmlElement): number | null {
  for (const element of elementsOf(shape)) {
    if (!REACHES.includes(element.name)) continue;
    const [value = NaN] = numbersOf(element.text);
    const metres = value * (METRES[codeOf((element.attributes["uom"] ?? "9001").trim())] ?? NaN);
    if (metres >= 0 && metres < 10_000_000) return metres;
  }
  return null;
}

/** The points of a shape; null where one of them is none on earth. A height is left out. */
function pointsOf(shape: XmlElement): readonly Point[] | null {
  const points: Point[] = [];
  const system = systemOf(shape);
  for (const element of elementsOf(shape)) {
    if (element.name !== "pos" && element.name !== "posList") continue;
    const own = systemOf(element) ?? system;
    if (own === "unknown") return null;
    const numbers = numbersOf(element.text);
    const told = Number(element.attributes["srsDimension"] ?? NaN);
    const listed = told === 2 || told === 3 ? told : (own?.size ?? (numbers.length % 2 === 0 ? 2 : 3));
    const size = element.name === "pos" ? numbers.length : listed;
    if ((size !== 2 && size !== 3) || numbers.length === 0 || numbers.length % size !== 0) return null;
    for (let at = 0; at < numbers.length; at += size) {
      const [one = NaN, other = NaN] = numbers.slice(at, at + 2);
      const point = own?.isTurned === true ? { lat: other, lon: one } : { lat: one, lon: other };
      if (!(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180)) return null;
      points.push(point);
    }
  }
  return points.length === 0 || points.length > 1_000 ? null : points;
}

/** The middle of a shape and how far it reaches (RFC 5491 §5.2). */
function geodeticOf(shape: XmlElement): Pick<ReadPlace, "point" | "accuracyM"> | null {
  const points = pointsOf(shape);
  const [first] = points ?? [];
  if (points === null || first === undefined) return null;
  if (shape.name !== "Polygon" && shape.name !== "Prism") return { point: first, accuracyM: reachOf(shape) };
  // The last corner is the first again.
  if (points.length < 4) return null;
  const middle = (of: (corner: Point) => number): number => (Math.min(...points.map(of)) + Math.max(...points.map(of))) / 2;
  const point = { lat: middle(({ lat }) => lat), lon: middle(({ lon }) => lon) };
  return { point, accuracyM: Math.ceil(Math.max(...points.map((corner) => distanceM(point, corner)))) };
}

/** Parts of a civic address (RFC 4776, RFC 5139) from the nearest to the widest; those of one list stand as one part. */
const CIVIC: readonly (readonly string[])[] = [
  ["NAM"],
  ["LMK"],
  ["HNO", "HNS", "PRD", "RD", "A6", "STS", "POD"],
  ["BLD"],
  ["UNIT"],
  ["FLR"],
  ["ROOM"],
  ["LOC"],
  ["A5"],
  ["A4"],
  ["A3"],
  ["A2"],
  ["A1"],
  ["PC"],
];

function civicOf(address: XmlElement): string | null {
  const said = new Map(address.children.map(({ name, text }) => [name, text.replace(/\s+/g, " ").trim()]));
  const parts = CIVIC.map((names) => names.flatMap((name) => said.get(name) || []).join(" ")).filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join(", ");
}

/**
 * The place of a PIDF-LO (RFC 4119): the first shape of RFC 5491 that lies on earth and the first civic address of RFC 5139; null where it
 * tells neither.
 */
export function readPlace(pidf: string): ReadPlace | null {
  const root = readXml(pidf);
  if (root === null) return null;
  let geodetic: ReturnType<typeof geodeticOf> = null;
  let words: string | null = null;
  for (const element of elementsOf(root)) {
    if (SHAPES.has(element.name)) geodetic ??= geodeticOf(element);
    else if (element.name === "civicAddress") words ??= civicOf(element);
  }
  // A bare position outside a shape is what some systems send.
  if (geodetic === null && ![...elementsOf(root)].some(({ name }) => SHAPES.has(name)))
    geodetic = geodeticOf({ name: "Point", attributes: {}, children: [root], text: "" });
  return geodetic === null && words === null ? null : { point: null, accuracyM: null, ...geodetic, words };
}
