import { MapGone } from "@amaliyat/ui/tiles";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { roomInfo, useRoom } from "../facts/index.ts";
import { openTownTiles, type TownTiles } from "./tiles/town-tiles.ts";

/** A map that could not be read is tried again this often. */
const AGAIN_MS = 15_000;

export type GroundState =
  | { readonly kind: "waiting" }
  | { readonly kind: "drawn"; readonly tiles: TownTiles }
  /** Everything else is drawn without it, with the reason: the room has none, or it could not be read. */
  | { readonly kind: "missing"; readonly why: "none" | "unread" };

/** The town's map: opened once for each version that the room has. */
export function useGround(): GroundState {
  const room = useRoom();
  const version = room.data?.map?.version;
  const file = useQuery({
    queryKey: ["map", "tiles", version ?? ""],
    queryFn: () => openTownTiles(version ?? ""),
    enabled: version !== undefined,
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
    structuralSharing: false,
    retry: (times, cause) => times < 2 && !(cause instanceof MapGone),
  });
  const tiles = file.data;
  return useMemo(() => {
    if (version !== undefined && tiles) return { kind: "drawn", tiles };
    if (room.isPending || (version !== undefined && file.isPending)) return { kind: "waiting" };
    return { kind: "missing", why: version === undefined ? "none" : "unread" };
  }, [version, tiles, room.isPending, file.isPending]);
}

/** Asks the room again which map it has. */
export function useMapGone(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: roomInfo.queryKey }), [queries]);
}
