import { identity, type Sector } from "@amaliyat/contract/identity";
import { theRoom, type Room } from "@amaliyat/contract/room";
import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { liveFeature } from "../live/index.ts";

/** Key of the people who are or were designated. Several screens ask for them, each as fresh as it needs them. */
export const USERS = ["users"] as const;

export const sectorList = queryOptions({
  queryKey: ["sectors"],
  queryFn: ({ signal }): Promise<readonly Sector[]> => read(identity.sectors, { signal }),
});
/** Sectors are read again when one was made or changed. */
export const sectorsLive = liveFeature({
  name: "sectors",
  lists: [sectorList.queryKey],
  topics: ["sector"],
  write: (client) => void client.invalidateQueries({ queryKey: sectorList.queryKey }),
});

export const roomInfo = queryOptions({ queryKey: ["room"], queryFn: ({ signal }): Promise<Room> => read(theRoom.room, { signal }) });

export const useSectors = (): UseQueryResult<readonly Sector[]> => useQuery(sectorList);
export const useRoom = (): UseQueryResult<Room> => useQuery(roomInfo);
