import { workstations, type Layout } from "@amaliyat/contract/workstations";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";

export const LAYOUTS = ["layouts"] as const;

/** Saved walls: one's own, and those that are shared. */
export const layoutList = queryOptions({
  queryKey: LAYOUTS,
  queryFn: ({ signal }): Promise<readonly Layout[]> => read(workstations.layouts, { signal }),
});
