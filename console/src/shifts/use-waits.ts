import { WAITS, type Waits } from "@amaliyat/domain/dispatch";
import { waitsUnder } from "@amaliyat/domain/shifts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { limitsInForce } from "./shift-queries.ts";

/** Limits of lateness as the room has set them; the room's defaults until they are known. */
export function useWaits(): Waits {
  const values = useQuery(limitsInForce).data?.values;
  return useMemo(() => (values === undefined ? WAITS : waitsUnder(values)), [values]);
}
