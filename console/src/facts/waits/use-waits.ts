import { shifts, type LimitSet } from "@amaliyat/contract/shifts";
import { WAITS, type Waits } from "@amaliyat/domain/dispatch";
import { waitsUnder } from "@amaliyat/domain/shifts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { read } from "../../api/index.ts";

/** Root of all that is read of shifts, the limits among it. */
export const SHIFTS = ["shifts"] as const;

export const limitsInForce = queryOptions({
  queryKey: [...SHIFTS, "limits"],
  queryFn: ({ signal }): Promise<LimitSet> => read(shifts.limits, { signal }),
});

/** Limits of lateness as the room has set them; the room's defaults until they are known. */
export function useWaits(): Waits {
  const values = useQuery(limitsInForce).data?.values;
  return useMemo(() => (values === undefined ? WAITS : waitsUnder(values)), [values]);
}
