import { rangesOf } from "@amaliyat/ui/tiles";
import { ask } from "../api/ask.ts";
import { mapTilesOf } from "../api/paths.ts";
import { openTileStore } from "./tile-store.ts";
import { TownMap, type RoomSays } from "./town-map.ts";

async function askRoom(): Promise<RoomSays> {
  const answer = await ask("room", {});
  if (answer.kind !== "ok") return "lost";
  return answer.value.map ?? "none";
}

const open = async (): Promise<TownMap> =>
  new TownMap({ store: await openTileStore(), askRoom, rangesOf: (version) => rangesOf(mapTilesOf(version)) });

let opened: Promise<TownMap> | null = null;

/** The one map of this phone. Rejects where the phone gives no room for it. */
export const theTownMap = (): Promise<TownMap> => (opened ??= open());
