import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import { classNames } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "./text.ts";
import { lookOf, nextRecorded, type GapStretch, type Stretch } from "./timeline/gaps.ts";

type GapListProps = { readonly stretches: readonly Stretch[]; readonly onJump: (at: number) => void };

/** Every gap of the span with its cause: nothing is missing without a word. A click goes to where the picture is back. */
export function GapList({ stretches, onJump }: GapListProps): ReactNode {
  const text = useText();
  const gaps = stretches.filter((one): one is GapStretch => one.kind === "gap");
  return (
    <Panel region title={text("gaps.title")} count={gaps.length} className="playback-gaps">
      {gaps.length === 0 ? (
        <EmptyState title={text("gaps.none")} text={text("gaps.none_text")} />
      ) : (
        gaps.map((gap) => <GapLine key={gap.from} gap={gap} after={nextRecorded(stretches, gap.to)} onJump={onJump} />)
      )}
    </Panel>
  );
}

type LineProps = { readonly gap: GapStretch; readonly after: number | null; readonly onJump: (at: number) => void };

function GapLine({ gap, after, onJump }: LineProps): ReactNode {
  const format = useFormat();
  const { language } = useLanguage();
  const words = (
    <>
      <i className={classNames("playback-gap", `playback-gap--${lookOf(gap.cause)}`)} aria-hidden="true" />
      <span className="playback-gaps__when">
        <Time at={gap.from} /> – <Time at={gap.to} />
      </span>
      <Num className="am-t3">{format.duration(gap.to - gap.from)}</Num>
      <span className="playback-gaps__cause">{GAP_CAUSE_LABELS[gap.cause][language]}</span>
    </>
  );
  if (after === null) return <div className="playback-gaps__line">{words}</div>;
  return (
    <button type="button" className="playback-gaps__line" onClick={() => onJump(after)}>
      {words}
    </button>
  );
}
