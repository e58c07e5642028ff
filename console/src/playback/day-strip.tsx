import { recordings } from "@amaliyat/contract/recordings";
import type { Interval } from "@amaliyat/domain/kernel";
import { instantOf, localTime, Num, Time, useFormat } from "@amaliyat/ui/i18n";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { MouseEvent, ReactNode } from "react";
import { read } from "../api/index.ts";
import { useText } from "./text.ts";
import { stretchesOf } from "./timeline/gaps.ts";
import { LaneBars } from "./timeline/lane-bars.tsx";
import { barOf, momentAt } from "./timeline/scale.ts";

const DAY = 24 * 3_600_000;

/** The room's day that holds a moment. */
function dayOf(at: number): Interval {
  const local = localTime(at);
  const from = (local && instantOf(local, { hour: 0, minute: 0, second: 0 })) ?? at;
  return { from, to: from + DAY };
}

type StripProps = { readonly cameraId: string; readonly range: Interval; readonly onRange: (range: Interval) => void };

/** The whole day of the span, to see where something was recorded at all; a click goes there. Reading it shows no picture. */
export function DayStrip({ cameraId, range, onRange }: StripProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const day = dayOf(range.from);
  const query = useQuery({
    queryKey: ["timeline", cameraId, day.from],
    queryFn: ({ signal }) => {
      const span = { from: new Date(day.from).toISOString(), to: new Date(day.to).toISOString() };
      return read(recordings.timeline, { params: { cameraId }, query: span, signal });
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const stretches = stretchesOf(query.data?.pieces ?? []);
  const recorded = stretches.reduce((sum, one) => sum + (one.kind === "recorded" ? one.to - one.from : 0), 0);
  const mark = barOf(day, range);
  const go = (event: MouseEvent<HTMLButtonElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = momentAt(day, (event.clientX - box.left) / box.width);
    const length = Math.min(range.to - range.from, DAY);
    onRange({ from: at - length / 2, to: at + length / 2 });
  };
  return (
    <div className="playback-day">
      <span className="playback-day__name">
        <Time at={day.from} format="date" />
        <span className="am-t3">
          {query.data === undefined ? "" : recorded === 0 ? text("day.nothing") : <Num>{format.duration(recorded)}</Num>}
        </span>
      </span>
      <button type="button" dir="ltr" className="playback-day__field" aria-label={text("day.label")} onClick={go}>
        <LaneBars view={day} stretches={stretches} />
        {mark && <span className="playback-day__mark" style={{ left: `${mark.left}%`, width: `max(${mark.width}%, 4px)` }} />}
      </button>
    </div>
  );
}
