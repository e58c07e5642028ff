import { Chip } from "@amaliyat/ui/controls";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import Timer from "lucide-react/icons/timer";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { lineState, waitNow, type LineWaits, type WallLine } from "./board-facts.ts";

export type LineTileProps = {
  readonly line: WallLine;
  readonly name: string | undefined;
  /** Null until the lists were read. */
  readonly waits: LineWaits | null;
  readonly now: number;
};

/** One line on the board: who waits, how long, how soon it was answered today, who gave up. */
export function LineTile({ line, name, waits, now }: LineTileProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const waitS = waits === null ? null : waitNow(waits, now);
  const state = lineState(line, waitS);
  const isHot = state !== "calm";
  return (
    <section className="lines-tile" data-state={state} aria-label={`${line.line} ${name ?? ""}`}>
      <header className="lines-tile__head">
        <Num className="lines-tile__number">{line.line}</Num>
        {name !== undefined && <Bdi className="lines-tile__name">{name}</Bdi>}
        {isHot ? (
          <Chip tone="attention" className="lines-tile__chip" icon={<Timer className="lines-tile__icon" aria-hidden="true" />}>
            {text(`board.state.${state}`)}
          </Chip>
        ) : (
          <span className="lines-tile__calm">{text("board.state.calm")}</span>
        )}
      </header>
      <dl className="lines-tile__figures">
        <Figure word={text("board.waiting")} big attention={state === "waits_long"}>
          {waits === null ? null : format.number(waits.count)}
        </Figure>
        <Figure word={text("board.longest")} big attention={state === "waits_long"}>
          {waitS === null ? null : format.age(waitS * 1000)}
        </Figure>
        {targetsOf(line).map(({ withinS, share, reached, met }) => (
          <Figure
            key={withinS}
            word={text("board.within", { seconds: format.number(withinS) })}
            aside={share === null ? undefined : text("board.target", { share: format.percent(share, 0) })}
            attention={met === false}
          >
            {reached === null ? null : format.percent(reached, 0)}
          </Figure>
        ))}
        <Figure word={text("board.abandoned")}>{line.calls === 0 ? null : format.number(line.abandoned)}</Figure>
        <Figure
          word={text("board.to_call_back")}
          aside={line.callBack === 0 ? undefined : text("board.asked_today", { count: line.callBack })}
        >
          {waits === null || (line.calls === 0 && waits.toCallBack === 0) ? null : format.number(waits.toCallBack)}
        </Figure>
      </dl>
    </section>
  );
}

type Target = { readonly withinS: number; readonly share: number | null; readonly reached: number | null; readonly met: boolean | null };

/** The targets of a line; where it has none, how soon it was answered all the same. */
const targetsOf = ({ targets, within15, within20 }: WallLine): readonly Target[] =>
  targets.length > 0
    ? targets.toSorted((a, b) => a.withinS - b.withinS)
    : [
        { withinS: 15, share: null, reached: within15, met: null },
        { withinS: 20, share: null, reached: within20, met: null },
      ];

type FigureProps = {
  readonly word: string;
  readonly aside?: string | undefined;
  readonly big?: boolean;
  readonly attention?: boolean;
  /** Null where nothing was counted. */
  readonly children: string | null;
};

function Figure({ word, aside, big = false, attention = false, children }: FigureProps): ReactNode {
  return (
    <div className="lines-figure" data-big={big || undefined} data-attention={attention || undefined}>
      <dt className="lines-figure__word">{word}</dt>
      <dd className="lines-figure__value">
        <Num>{children ?? "–"}</Num>
        {aside !== undefined && <span className="lines-figure__aside">{aside}</span>}
      </dd>
    </div>
  );
}
