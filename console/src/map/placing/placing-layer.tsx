import type { Point } from "@amaliyat/domain/kernel";
import { IconButton } from "@amaliyat/ui/controls";
import MapPinPlus from "lucide-react/icons/map-pin-plus";
import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { middleOf, type Frame } from "./frame.ts";

export type LayerProps = {
  readonly frame: Frame;
  /** Name of the button that presses the middle of the view, for a keyboard; null without such a button. */
  readonly inMiddle: string | null;
  /** Called with the point of a press. */
  readonly onPress: (point: Point) => void;
  readonly onZoom: (by: 1 | -1) => void;
  /** Handles and shapes over the map. */
  readonly children: (frame: Frame) => ReactNode;
};

/** The handles over a map, and the buttons of its view. It lets every press through that meets no handle. */
export function PlacingLayer({ frame, inMiddle, onPress, onZoom, children }: LayerProps): ReactNode {
  const text = useText();
  const pressMiddle = (): void => {
    const middle = middleOf(frame);
    if (middle) onPress(middle);
  };
  return (
    <>
      {/* Counts from the left, as the canvas does. */}
      <div className="placing-layer" dir="ltr">
        {children(frame)}
      </div>
      <div className="map-controls placing-controls">
        <IconButton label={text("closer")} icon={<Plus size={16} aria-hidden="true" />} onClick={() => onZoom(1)} />
        <IconButton label={text("farther")} icon={<Minus size={16} aria-hidden="true" />} onClick={() => onZoom(-1)} />
        {inMiddle !== null && (
          <IconButton label={inMiddle} data-middle="" icon={<MapPinPlus size={16} aria-hidden="true" />} onClick={pressMiddle} />
        )}
      </div>
      <span className="placing-middle" aria-hidden="true" />
    </>
  );
}
