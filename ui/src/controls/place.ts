export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  /** Under the anchor, or above it when there is more room there. */
  readonly side: "below" | "above";
  /** Edge aligned with the anchor's, in reading direction. */
  readonly align: "start" | "end" | "center";
  readonly direction: "rtl" | "ltr";
}

export interface Place {
  readonly left: number;
  readonly top: number;
  /** Height left for a list that must scroll. */
  readonly maxHeight: number;
}

const gap = 4;
const margin = 8;

/** Position of a floating box (px, viewport coordinates) that stays inside the window. */
export function place(anchor: Box, size: Size, viewport: Size, placement: Placement): Place {
  const below = viewport.height - margin - (anchor.top + anchor.height + gap);
  const above = anchor.top - gap - margin;
  const wanted = Math.min(size.height, 360);
  const goesBelow = placement.side === "below" ? below >= wanted || below >= above : above < wanted && below > above;
  const maxHeight = Math.max(0, goesBelow ? below : above);
  const height = Math.min(size.height, maxHeight);
  const top = goesBelow ? anchor.top + anchor.height + gap : anchor.top - gap - height;
  return { left: across(anchor, size.width, viewport.width, placement), top: Math.max(margin, top), maxHeight };
}

function across(anchor: Box, width: number, viewport: number, { align, direction }: Placement): number {
  const toLeftEdge = align === "center" ? undefined : (align === "start") === (direction === "ltr");
  const wanted =
    toLeftEdge === undefined ? anchor.left + (anchor.width - width) / 2 : toLeftEdge ? anchor.left : anchor.left + anchor.width - width;
  return Math.max(margin, Math.min(wanted, viewport - margin - width));
}
