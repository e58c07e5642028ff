import type { Point } from "@amaliyat/domain/kernel";
import { IconButton } from "@amaliyat/ui/controls";
import { Num } from "@amaliyat/ui/i18n";
import MapPin from "lucide-react/icons/map-pin";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "./text.ts";
import "./gazetteer.css";

/** The point that a form holds, to five decimals: a metre. */
export function PointLine({ point, onDrop }: { readonly point: Point; readonly onDrop?: () => void }): ReactNode {
  const text = useText();
  return (
    <div className="places-point">
      <MapPin size={16} aria-hidden="true" />
      <Num>{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</Num>
      {onDrop && <IconButton size="s" label={text("point.drop")} icon={<X size={14} aria-hidden="true" />} onClick={onDrop} />}
    </div>
  );
}
