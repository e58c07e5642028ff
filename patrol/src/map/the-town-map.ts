import { rangesOf } from "@amaliyat/ui/tiles";
import { ask } from "../api/ask.ts";
import { mapTilesOf } from "../api/paths.ts";
import { openTileStore, TownMap, type RoomSays } from "@amaliyat/ui/town-map";

async function askRoom(): Promise<RoomSays> {
  const answer = await ask("room", {});
  if (answer.kind !== "ok") return "lost";
  return answer.value.map ?? "none";
}

const open = async (): Promise<TownMap> =>
  new TownMap({ store: await openTileStore("amaliyat-patrol-map"), askRoom, rangesOf: (version) => rangesOf(mapTilesOf(version)) });

let opened: Promise<TownMap> | null = null;

/** The one map of this phone. Rejects where the phone gives no room for it. */
export const theTownMap = (): Promise<TownMap> => (opened ??= open());
