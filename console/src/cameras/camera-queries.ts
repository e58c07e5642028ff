import { cameras, type CameraSettings, type Phase } from "@amaliyat/contract/cameras";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { cameraList } from "../facts/index.ts";

/** One camera with its address. Its key begins with that of the list, so that happenings of cameras renew it too. */
export const cameraSettings = (cameraId: string) =>
  queryOptions({
    queryKey: [...cameraList.queryKey, "settings", cameraId],
    queryFn: ({ signal }): Promise<CameraSettings> => read(cameras.settings, { params: { cameraId }, signal }),
  });

/** Writes the settings that a command returned, and the row of the list. Its connection is told by the live channel alone. */
export function writeCamera(client: QueryClient, saved: CameraSettings): void {
  client.setQueryData(cameraSettings(saved.cameraId).queryKey, saved);
  client.setQueryData(cameraList.queryKey, (held) =>
    held?.map((one) => (one.cameraId === saved.cameraId ? { ...saved, connection: one.connection } : one)),
  );
}

export const phaseList = queryOptions({
  queryKey: ["phases"],
  queryFn: ({ signal }): Promise<readonly Phase[]> => read(cameras.phases, { signal }),
  staleTime: 60_000,
});
