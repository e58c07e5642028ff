import { useEffect, useState, useSyncExternalStore } from "react";
import { useWork } from "../app/use-patrol.ts";
import { theTownMap } from "./the-town-map.ts";
import type { MapState, TownMap } from "@amaliyat/ui/town-map";

const AWAY: MapState = { kind: "away" };
const away = (): MapState => AWAY;
const silent = (): (() => void) => () => undefined;

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
