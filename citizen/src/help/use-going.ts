import type { Mine } from "../storage/kept.ts";
import { useNow, useWork } from "../screens/use-citizen.ts";

/** A call for help of the last hour is gone on with: its talk is shown, and no second one made. */
const STILL_MS = 3_600_000;
const LOOK_MS = 30_000;

/** The call for help of this phone that goes on; null where there is none. */
export function useGoing(): Mine | null {
  const { mine } = useWork();
  const now = useNow(LOOK_MS);
  return mine.find(({ danger, at, told }) => danger && now - at < STILL_MS && told?.state !== "withdrawn") ?? null;
}
