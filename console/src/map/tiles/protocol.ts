import { MapGone } from "@amaliyat/ui/tiles";
import { addProtocol } from "maplibre-gl";
import { readTile, type TownTiles } from "./town-tiles.ts";

const SCHEME = "town";
/** Maps that are open, by version; the map library knows addresses only. */
const open = new Map<string, { readonly tiles: TownTiles; readonly onGone: () => void }>();

let isKnown = false;

/** Lets the map library read these tiles under the returned address. `onGone` is called when the file was replaced. */
export function offerTiles(tiles: TownTiles, onGone: () => void): string {
  if (!isKnown) addProtocol(SCHEME, (request, { signal }) => answer(request.url, signal));
  isKnown = true;
  open.set(tiles.version, { tiles, onGone });
  return `${SCHEME}://${tiles.version}/{z}/{x}/{y}`;
}

async function answer(url: string, signal: AbortSignal): Promise<{ data: ArrayBuffer }> {
  const [version = "", ...numbers] = url.slice(`${SCHEME}://`.length).split("/");
  const [z = 0, x = 0, y = 0] = numbers.map(Number);
  const offered = open.get(version);
  if (!offered) throw new Error(`no map ${version} is open`);
  try {
    const tile = await readTile(offered.tiles, z, x, y, signal);
    return { data: tile.slice().buffer };
  } catch (cause) {
    if (cause instanceof MapGone) offered.onGone();
    throw cause;
  }
}
