import Building2 from "lucide-react/icons/building-2";
import Car from "lucide-react/icons/car-front";
import Cctv from "lucide-react/icons/cctv";
import Monitor from "lucide-react/icons/monitor";
import Phone from "lucide-react/icons/phone";
import Smartphone from "lucide-react/icons/smartphone";
import type { ReactNode } from "react";
import { useUiText } from "../i18n/use-i18n.ts";
import type { Origin } from "./states.ts";

const icons = { video: Cctv, call: Phone, report: Smartphone, patrol: Car, agency: Building2, desk: Monitor } as const;

/** Glyph of an intervention's origin. */
export function OriginGlyph(props: {
  readonly origin: Origin;
  readonly size?: number | undefined;
  readonly silent?: boolean | undefined;
}): ReactNode {
  const { origin, size = 14, silent = false } = props;
  const text = useUiText();
  const Icon = icons[origin];
  return (
    <span className="am-glyph">
      <Icon size={size} aria-hidden="true" />
      {!silent && <span className="am-hidden-visually">{text(`origin.${origin}`)}</span>}
    </span>
  );
}
