/** In CSS px, in coordinates of the window. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Size = Pick<Box, "width" | "height">;

const GAP = 8;

/**
 * Corner of the card beside a region, inside the free part of the window. The end of the reading direction comes first, then below, above
 * and the start. A region without room around it has the card inside its far corner.
 */
export function cardPlace(region: Box, card: Size, free: Size, direction: "rtl" | "ltr"): { readonly left: number; readonly top: number } {
  const right = region.left + region.width;
  const bottom = region.top + region.height;
  const isRtl = direction === "rtl";
  const toRight = right + GAP;
  const toLeft = region.left - GAP - card.width;
  const alongside = isRtl ? right - card.width : region.left;
  const [end, start] = isRtl ? [toLeft, toRight] : [toRight, toLeft];
  const tries = [
    { left: end, top: region.top },
    { left: alongside, top: bottom + GAP },
    { left: alongside, top: region.top - GAP - card.height },
    { left: start, top: region.top },
  ].map(({ left, top }, index) => {
    // Beside a region the card may slide up and down, above or below it from side to side.
    const isBeside = index === 0 || index === 3;
    return isBeside ? { left, top: within(top, card.height, free.height) } : { left: within(left, card.width, free.width), top };
  });
  const fits = ({ left, top }: (typeof tries)[number]): boolean =>
    left >= GAP && top >= GAP && left + card.width <= free.width - GAP && top + card.height <= free.height - GAP;
  const inside = { left: isRtl ? region.left + GAP : right - GAP - card.width, top: bottom - GAP - card.height };
  const corner = { left: within(inside.left, card.width, free.width), top: within(inside.top, card.height, free.height) };
  return tries.find(fits) ?? corner;
}

/** Smallest box around several. */
export function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

const within = (at: number, size: number, free: number): number => Math.max(GAP, Math.min(at, free - GAP - size));
