import type { Around, Point } from "@amaliyat/domain/kernel";
import { elementsOf, readXml, type XmlElement } from "../xml.ts";
import { isShape, readShape } from "./read-shape.ts";

/** A place as a PIDF-LO tells it: a point and how far it may be off, words of its address, or both. */
export type ReadPlace = {
  readonly point: Point | null;
  /** Radius in metres. */
  readonly accuracyM: number | null;
  readonly words: string | null;
  /** Time of the measurement in epoch milliseconds. */
  readonly measuredAt: number | null;
};

/** Moments before and after which no place was measured, epoch ms: the database takes no year of six digits. */
const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

/** The first timestamp. Null if missing or senseless. */
function momentOf(elements: readonly XmlElement[]): number | null {
  const at = Date.parse(elements.find(({ name }) => name === "timestamp")?.text.trim() ?? "");
  return at >= EARLIEST && at < LATEST ? at : null;
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

/** The outermost shapes below an element: the polygon within a prism is none of its own. */
function* shapesOf(element: XmlElement): Generator<XmlElement> {
  if (isShape(element)) yield element;
  else for (const child of element.children) yield* shapesOf(child);
}

/**
 * The place of a PIDF-LO (RFC 4119) of a caller or a partner, also within the answer of a location server. It is the first shape of RFC 5491
 * that can be read, and the first civic address of RFC 5139. Null if there is neither.
 */
export function readPlace(pidf: string): ReadPlace | null {
  const root = readXml(pidf.trim());
  if (root === null) return null;
  const elements = [...elementsOf(root)];
  const shapes = [...shapesOf(root)];
  let geodetic: Around | null = null;
  for (const shape of shapes) geodetic ??= readShape(shape);
  // A bare position outside a shape is what some systems send.
  if (shapes.length === 0) geodetic = readShape({ name: "Point", attributes: {}, children: [root], text: "" });
  let words: string | null = null;
  for (const element of elements) if (element.name === "civicAddress") words ??= civicOf(element);
  if (geodetic === null && words === null) return null;
  return { point: null, accuracyM: null, ...geodetic, words, measuredAt: momentOf(elements) };
}
