import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import type { Interval } from "@amaliyat/domain/kernel";
import { classNames } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { memo, type ReactNode } from "react";
import { lookOf, type Stretch } from "./gaps.ts";
import { barOf } from "./scale.ts";

/** A gap narrower than this (percent of the view) has no room for its cause; it is still drawn, and tells it when pointed at. */
const WORDS_PERCENT = 7;

/** One camera's lane: solid where it was recorded, and every gap with its cause. */
export const LaneBars = memo(function LaneBars(props: { readonly view: Interval; readonly stretches: readonly Stretch[] }): ReactNode {
  const { view, stretches } = props;
  const { language } = useLanguage();
  return (
    <div className="playback-lane">
      {stretches.map((one) => {
        const bar = barOf(view, one);
        if (!bar) return null;
        const style = { left: `${bar.left}%`, width: `${bar.width}%` };
        if (one.kind === "recorded") return <span key={one.from} className="playback-bar" style={style} />;
        return (
          <span
            key={one.from}
            className={classNames("playback-gap", `playback-gap--${lookOf(one.cause)}`)}
            style={style}
            data-cause={one.cause}
          >
            {bar.width > WORDS_PERCENT && (
              <bdi className="playback-gap__cause" dir="auto">
                {GAP_CAUSE_LABELS[one.cause][language]}
              </bdi>
            )}
          </span>
        );
      })}
    </div>
  );
});
