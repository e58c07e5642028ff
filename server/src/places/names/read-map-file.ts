import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { MapPlace } from "./landmarks-store.ts";

/** Why a file is not taken. */
export type MapFileFault = "too_large" | "too_many" | "not_json" | "not_landmarks" | "not_roads";

/** The places of a file and how many had no usable name or point, or why there are none. */
export type FilePlaces = { readonly places: readonly MapPlace[]; readonly leftOut: number } | MapFileFault;

export type MapFile =
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly digest: string; readonly fault: MapFileFault }
  | { readonly kind: "read"; readonly digest: string; readonly places: readonly MapPlace[]; readonly leftOut: number };

/** Parses the places of a JSON text. `null` in JSON is a value, so a broken text has a kind of its own. */
export function parsed(text: string, placesOf: (given: unknown) => FilePlaces): FilePlaces {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return "not_json";
  }
  return placesOf(given);
}

type Reading = {
  /** The digest that was looked at before: a file that has it is not parsed again. */
  readonly known: string | null;
  readonly mostBytes: number;
  readonly placesOf: (given: unknown) => FilePlaces;
};

/**
 * Reads places from a file of a map folder; null where it is the one that was looked at before.
 * A file that is too large is not read at all: its size stands for its digest.
 */
export async function readMapFile(path: string, { known, mostBytes, placesOf }: Reading): Promise<MapFile | null> {
  const found = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (found === null) return { kind: "none" };
  await using handle = found;
  const { size } = await handle.stat();
  if (size > mostBytes) {
    const digest = `size ${size}`;
    return digest === known ? null : { kind: "refused", digest, fault: "too_large" };
  }
  const bytes = await handle.readFile();
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest === known) return null;
  const said = parsed(bytes.toString("utf8"), placesOf);
  return typeof said === "string" ? { kind: "refused", digest, fault: said } : { kind: "read", digest, ...said };
}
