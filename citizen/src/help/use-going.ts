import type { Mine } from "../storage/kept.ts";
import { goingOf } from "../storage/own-calls.ts";
import { useNow, useWork } from "../screens/use-citizen.ts";

const LOOK_MS = 30_000;

/** The call for help of this phone that goes on; null where there is none. */
export function useGoing(): Mine | null {
  return goingOf(useWork(), useNow(LOOK_MS));
}
