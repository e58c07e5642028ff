import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { stepFor, stepsThere, type StepId } from "./steps.ts";
import { TourCard } from "./tour-card.tsx";
import { running, settleFocus } from "./tour-state.ts";
import { useGivesWay } from "./use-gives-way.ts";

/** The card of the running tour, over the room. It gives way to a call that rings and to an alarm. */
export function Tour(): ReactNode {
  const tour = useStore(running);
  const waits = useGivesWay();
  useEffect(() => {
    // Long after the person asked for it, the card takes no focus.
    if (waits) settleFocus();
  }, [waits, tour]);
  if (tour === null || waits) return null;
  return <ShownStep wanted={tour.at} takesFocus={tour.takesFocus} />;
}

function ShownStep({ wanted, takesFocus }: { readonly wanted: StepId; readonly takesFocus: boolean }): ReactNode {
  const there = useSyncExternalStore(subscribe, stepsNow).split(" ").filter(isNamed);
  const step = stepFor(there, wanted);
  return step === null ? null : <TourCard step={step} there={there} takesFocus={takesFocus} />;
}

const isNamed = (step: string): step is StepId => step !== "";

/** Steps whose regions stand on the screen, as one text that can be compared. */
const stepsNow = (): string => stepsThere((selector) => document.querySelector(selector) !== null).join(" ");

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
