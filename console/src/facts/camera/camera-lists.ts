import { cameras, type Camera, type Site } from "@amaliyat/contract/cameras";
import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { journal } from "../../live/index.ts";
import { applyToCameras, CAMERAS, SITES } from "./live.ts";

async function readCameras(signal: AbortSignal): Promise<readonly Camera[]> {
  const mark = journal.mark();
  return applyToCameras(await read(cameras.list, { signal }), journal.since(mark));
}

export const cameraList = queryOptions({ queryKey: CAMERAS, queryFn: ({ signal }) => readCameras(signal) });
export const siteList = queryOptions({
  queryKey: SITES,
  queryFn: ({ signal }): Promise<readonly Site[]> => read(cameras.sites, { signal }),
});

export const useCameras = (): UseQueryResult<readonly Camera[]> => useQuery(cameraList);
export const useSites = (): UseQueryResult<readonly Site[]> => useQuery(siteList);
