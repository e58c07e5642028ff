import { useLanguage } from "@amaliyat/ui/i18n";
import { useLayoutEffect, type RefObject } from "react";
import { around, cardPlace, type Box } from "./card-place.ts";
import { regionsOf, type StepId } from "./steps.ts";

/** Regions move with banners and folded panels, of which no event tells. */
const LOOK_EVERY_MS = 1_000;

/** Keeps the card beside the regions of its step, and each ring of the layer round one region. */
export function useBesideRegion(layer: RefObject<HTMLElement | null>, card: RefObject<HTMLElement | null>, step: StepId): void {
  const { direction } = useLanguage();
  useLayoutEffect(() => {
    const [base, box] = [layer.current, card.current];
    if (base === null || box === null) return undefined;
    const move = (): void => {
      const regions = regionsOf(step).map((selector) => document.querySelector(selector)?.getBoundingClientRect() ?? null);
      const rings = [...base.querySelectorAll<HTMLElement>(".tour-ring")];
      for (const [index, ring] of rings.entries()) surround(ring, regions[index] ?? null);
      const there = regions.filter((region) => region !== null);
      if (there.length === 0) return;
      const foot = document.querySelector(".shell-calls")?.getBoundingClientRect().top ?? innerHeight;
      const size = { width: box.offsetWidth, height: box.offsetHeight };
      const { left, top } = cardPlace(around(there), size, { width: innerWidth, height: foot }, direction);
      Object.assign(box.style, { left: `${left}px`, top: `${top}px` });
    };
    move();
    const observer = new ResizeObserver(move);
    observer.observe(box);
    addEventListener("resize", move);
    const timer = setInterval(move, LOOK_EVERY_MS);
    return () => {
      observer.disconnect();
      removeEventListener("resize", move);
      clearInterval(timer);
    };
  }, [layer, card, step, direction]);
}

function surround(ring: HTMLElement, region: Box | null): void {
  ring.hidden = region === null;
  if (region === null) return;
  const { left, top, width, height } = region;
  Object.assign(ring.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}
