import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Store } from "../store/index.ts";

/** The moment that is on the screen, beside React: it moves with every picture. Null before the first. */
export type Moment = Store<number | null>;

/** Does something with every picture, without drawing the component anew. */
export function useEveryMoment(moment: Moment, act: (at: number | null) => void): void {
  const acting = useEffectEvent(act);
  useEffect(() => {
    acting(moment.get());
    return moment.subscribe(() => acting(moment.get()));
  }, [moment]);
}

/** The second that is on the screen, ms since epoch: for text, not for moving parts. */
export function useSecond(moment: Moment): number | null {
  return useSyncExternalStore(moment.subscribe, () => {
    const at = moment.get();
    return at === null ? null : Math.floor(at / 1000) * 1000;
  });
}
