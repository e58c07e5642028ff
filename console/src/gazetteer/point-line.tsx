import type { Point } from "@amaliyat/domain/kernel";
import { IconButton } from "@amaliyat/ui/controls";
import MapPin from "lucide-react/icons/map-pin";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { PointWords } from "./point-words.tsx";
import { useText } from "./text.ts";
import "./gazetteer.css";

/** The point that a form holds. */
export function PointLine({ point, onDrop }: { readonly point: Point; readonly onDrop?: () => void }): ReactNode {
  const text = useText();
  return (
    <div className="places-point">
      <MapPin size={16} aria-hidden="true" />
      <PointWords point={point} />
      {onDrop && <IconButton size="s" label={text("point.drop")} icon={<X size={14} aria-hidden="true" />} onClick={onDrop} />}
    </div>
  );
}
