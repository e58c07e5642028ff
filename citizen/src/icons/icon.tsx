import type { VNode } from "preact";
import { ICON_SHAPES, type IconName } from "./icon-shapes.ts";

export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }): VNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      // The shapes are our own constants.
      dangerouslySetInnerHTML={{ __html: ICON_SHAPES[name] }}
    />
  );
}
