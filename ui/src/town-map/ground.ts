import type { Language } from "./words.ts";
import { NAME_KEYS, readVectorTile, type Shape, type TileLayer } from "../tiles/index.ts";

/** Layers of the ground, in drawing order; roads by rank, the smallest first. */
export const GROUND = ["green", "plot", "water", "waterway", "building", "rail", "path", "road4", "road3", "road2", "road1"] as const;
export type Ground = (typeof GROUND)[number];

export type Name = {
  readonly words: Readonly<Record<Language, string>>;
  /** 1 is what everybody knows. */
  readonly rank: number;
  /** One point, or the line along which the name runs: x, y, x, y … in the tile's units. */
  readonly along: readonly number[];
  readonly isRoad: boolean;
};

/** A tile as the map draws it. */
export type GroundTile = {
  readonly extent: number;
  readonly drawn: Readonly<Partial<Record<Ground, readonly Shape[]>>>;
  readonly names: readonly Name[];
};

function groundOf(layer: string, { says }: Shape): Ground | null {
  if (layer === "water") return "water";
  if (layer === "waterways") return "waterway";
  if (layer === "buildings") return "building";
  if (layer === "land") return says["class"] === "green" ? "green" : "plot";
  if (layer !== "roads") return null;
  if (says["class"] === "rail") return "rail";
  return GROUND.find((each) => each === `road${String(says["rank"])}`) ?? "path";
}

function wordsOf(says: Shape["says"]): Name["words"] | null {
  const word = (language: Language): string => NAME_KEYS[language].map((key) => says[key]).find((each) => typeof each === "string") ?? "";
  const words = { ar: word("ar"), fr: word("fr"), en: word("en") };
  return words.ar === "" && words.fr === "" ? null : words;
}

function namesOf(layer: string, { says, kind, parts }: Shape): Name[] {
  const isRoad = layer === "roads" && kind === "line";
  const words = isRoad || (layer === "places" && kind === "point") ? wordsOf(says) : null;
  if (words === null) return [];
  return parts.map((along) => ({ words, rank: Number(says["rank"] ?? 5), along, isRoad }));
}

/** Reads a tile, unpacked. Throws where it is none. */
export function readGround(bytes: Uint8Array): GroundTile {
  const layers: ReadonlyMap<string, TileLayer> = readVectorTile(bytes);
  const drawn: Partial<Record<Ground, Shape[]>> = {};
  const names: Name[] = [];
  for (const [layer, { shapes }] of layers)
    for (const shape of shapes) {
      const ground = groundOf(layer, shape);
      if (ground !== null) (drawn[ground] ??= []).push(shape);
      names.push(...namesOf(layer, shape));
    }
  return { extent: layers.values().next().value?.extent ?? 4096, drawn, names };
}
