import { useFormat } from "@amaliyat/ui/i18n";
import SignalHigh from "lucide-react/icons/signal-high";
import SignalLow from "lucide-react/icons/signal-low";
import SignalMedium from "lucide-react/icons/signal-medium";
import type { ReactNode } from "react";
import { gradeOf, type Quality } from "../../phone/index.ts";
import { useText } from "../text.ts";

const ICONS = { good: SignalHigh, fair: SignalMedium, bad: SignalLow };

/** Sound quality over the network: a word and a shape, and the figures on request. */
export function QualityMark({ quality }: { readonly quality: Quality | null }): ReactNode {
  const text = useText();
  const format = useFormat();
  if (quality === null) return null;
  const grade = gradeOf(quality);
  const Icon = ICONS[grade];
  const figures = text("quality.figures", { lost: format.percent(quality.lost), jitter: format.number(Math.round(quality.jitterMs)) });
  return (
    <span className="calls-quality am-small" data-grade={grade} title={figures}>
      <Icon size={16} aria-hidden="true" />
      {text(`quality.${grade}`)}
    </span>
  );
}
