import { line } from "@amaliyat/contract/route";
import { streetsOf } from "@amaliyat/domain/places";
import { z } from "zod";
import type { FilePlaces } from "./read-map-file.ts";

/** Roads of a wilaya take some megabytes, those of the whole of Algeria some hundreds. */
export const MOST_ROAD_BYTES = 384 * 1024 * 1024;
const MOST_STREETS = 250_000;

const name = line(200).optional().catch(undefined);
const names = z.object({ ar: name, fr: name, en: name }).nullable().catch(null);
const file = z.object({
  nodes: z.array(z.number()),
  ways: z.array(z.object({ name: names, nodes: z.array(z.number().int().nonnegative()).min(2) })),
});

/** The named streets of a file of roads; a way whose name is not usable has none. */
export function streetsOfFile(given: unknown): FilePlaces {
  const whole = file.safeParse(given);
  if (!whole.success) return "not_roads";
  const { nodes, ways } = whole.data;
  const count = Math.floor(nodes.length / 2);
  if (!ways.every((way) => way.nodes.every((node) => node < count))) return "not_roads";
  const named = ways.filter((way) => way.name !== null && Object.values(way.name).some((text) => text !== undefined));
  const streets = streetsOf({ nodes, ways: named });
  if (streets.length > MOST_STREETS) return "too_many";
  return { places: streets.map((street) => ({ ...street, kind: "street" })), leftOut: 0 };
}
