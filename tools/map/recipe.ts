import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const file = (name: string): string => fileURLToPath(new URL(`recipe/${name}`, import.meta.url));

/** Configuration of tilemaker: the layers at each zoom, and the mapping of tags. */
export const RECIPE = { config: file("tiles.json"), process: file("tiles.lua") } as const;

/** Changes with the recipe: a map that was made by another one is old. */
export async function recipeHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const each of Object.values(RECIPE)) hash.update(await readFile(each));
  return hash.digest("hex");
}
