import type { ReactNode } from "react";
import { outline, type Boundary } from "./boundary.ts";

/** The shape of a sector, north up; silent, its points are counted in words beside it. */
export function Outline({ ring, size }: { readonly ring: Boundary; readonly size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" className="administration-outline">
      <path d={outline(ring, size)} />
    </svg>
  );
}
