import { useEffect, useRef } from "react";
import { useShortcut } from "../hooks/use-shortcut.ts";

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** The region after (or before) the current one, round the ends; -1 as current begins at the first or the last. */
export function nextRegion(current: number, count: number, by: 1 | -1): number {
  if (count === 0) return -1;
  if (current < 0) return by === 1 ? 0 : count - 1;
  return (current + by + count) % count;
}

/**
 * F6 and Shift+F6 go round the regions of the screen (`data-region`, see `Panel region`). Each goes to the last focus in the region, else
 * to its first stop. Used once, by the shell.
 */
export function useRegionNavigation(): void {
  const last = useRef(new WeakMap<Element, HTMLElement>());
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      if (!(event.target instanceof HTMLElement)) return;
      const region = event.target.closest("[data-region]");
      if (region && region !== event.target) last.current.set(region, event.target);
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  const go = (by: 1 | -1): void => {
    const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) => region.offsetParent !== null);
    const current = regions.findIndex((region) => region.contains(document.activeElement));
    const region = regions[nextRegion(current, regions.length, by)];
    if (!region) return;
    const before = last.current.get(region);
    const target = before?.isConnected ? before : region.querySelector<HTMLElement>(focusable);
    (target ?? region).focus();
  };
  useShortcut("F6", () => go(1));
  useShortcut("Shift+F6", () => go(-1));
}

export interface RegionAttributes {
  readonly "data-region": "";
  readonly role: "region";
  readonly "aria-label": string;
  readonly tabIndex: -1;
}

/** The attributes that make any element a stop of F6. */
export function regionAttributes(label: string): RegionAttributes {
  return { "data-region": "", role: "region", "aria-label": label, tabIndex: -1 };
}
