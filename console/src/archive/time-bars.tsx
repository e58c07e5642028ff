import { DAY_MS } from "@amaliyat/domain/calendar";
import { Time } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { barsOf } from "./items.ts";
import { useText } from "./text.ts";

export type TimeBarsProps = {
  /** Beginnings of the things that are shown, epoch ms. */
  readonly moments: readonly number[];
  /** The time that was asked for; without it, from the oldest to the newest. */
  readonly span: { readonly from: string; readonly to: string } | null;
};

/** Beginnings of what was found, as bars from left to right. It is a picture beside the list, which says the same in words. */
export function TimeBars({ moments, span }: TimeBarsProps): ReactNode {
  const text = useText();
  const begin = span === null ? Math.min(...moments) : Date.parse(span.from);
  const end = span === null ? Math.max(...moments) + 1 : Date.parse(span.to);
  const bars = barsOf(moments, begin, end);
  if (moments.length === 0 || bars.length < 2) return null;
  const format = end - begin >= DAY_MS ? ("day" as const) : ("dateTime" as const);
  const most = Math.max(...bars.map(({ count }) => count));
  return (
    <div dir="ltr">
      <div className="archive-bars" role="img" aria-label={text("bars", { count: moments.length })}>
        {bars.map(({ from, count }) => (
          <div key={from} className="archive-bar" data-some={count > 0} style={{ blockSize: `${(count / most) * 100}%` }} />
        ))}
      </div>
      <div className="archive-ends am-t3 am-small">
        <Time at={begin} format={format} />
        <Time at={end - 1} format={format} />
      </div>
    </div>
  );
}
