import { useEffect, useState, useSyncExternalStore } from "react";
import { useWork } from "../app/use-patrol.ts";
import { ask } from "../api/ask.ts";
import { mapTilesOf } from "../api/paths.ts";
import { TownMap, openTileStore, type MapState, type RoomSays } from "@amaliyat/ui/town-map";
import { rangesOf } from "@amaliyat/ui/tiles";

const AWAY: MapState = { kind: "away" };
const away = (): MapState => AWAY;
const silent = (): (() => void) => () => undefined;

async function askRoom(): Promise<RoomSays> {
  const answer = await ask("room", {});
  if (answer.kind !== "ok") return "lost";
  return answer.value.map ?? "none";
}

const open = async (): Promise<TownMap> =>
  new TownMap({ store: await openTileStore("amaliyat-patrol-map"), askRoom, rangesOf: (version) => rangesOf(mapTilesOf(version)) });

let opened: Promise<TownMap> | null = null;

/** The one map of this phone. Rejects where the phone gives no room for it. */
const theTownMap = (): Promise<TownMap> => (opened ??= open());

/**
 * The map of this phone and its state; null before its store is open. The room is asked for its map at first, and whenever the link comes
 * back.
 */
export function useTownMap(): { readonly map: TownMap | null; readonly state: MapState; readonly isRead: boolean } {
  const { link } = useWork();
  const [map, setMap] = useState<TownMap | null>(null);
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    theTownMap().then(setMap, () => setRead(true));
  }, []);
  useEffect(() => {
    if (map !== null) void map.look().then(() => setRead(true));
  }, [map, link.kind]);
  const state = useSyncExternalStore(map?.listen ?? silent, map?.get ?? away);
  return { map, state, isRead };
}
