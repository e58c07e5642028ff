import { NENA_TARGETS } from "@amaliyat/domain/calls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { isFree, useInterventions, useUnits } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { totalsOf, type WallLine } from "./board-facts.ts";

const targetOf = (withinS: number): number => NENA_TARGETS.find((target) => target.withinS === withinS)?.share ?? 1;

/** The day so far over all lines, and the room's call-takers. */
export function BoardFoot({ lines, now }: { readonly lines: readonly WallLine[]; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { calls, abandoned, within15, within20 } = totalsOf(lines);
  const open = useInterventions().data?.filter(({ state }) => state === "open");
  const units = useUnits().data;
  const within = (seconds: 15 | 20, share: number | null): ReactNode => (
    <Total
      word={text("board.within", { seconds })}
      aside={text("board.target", { share: format.percent(targetOf(seconds), 0) })}
      attention={share !== null && share < targetOf(seconds)}
    >
      {share === null ? "–" : format.percent(share, 0)}
    </Total>
  );
  return (
    <footer className="lines-foot">
      <Total word={text("board.today")}>{format.number(calls)}</Total>
      {within(15, within15)}
      {within(20, within20)}
      <Total word={text("board.abandoned")}>{calls === 0 ? "–" : format.number(abandoned)}</Total>
      <Total word={text("board.interventions")}>{open === undefined ? "–" : format.number(open.length)}</Total>
      <Total word={text("board.units")}>
        {units === undefined ? "–" : `${format.number(units.filter((unit) => isFree(unit, now)).length)} / ${format.number(units.length)}`}
      </Total>
    </footer>
  );
}

type TotalProps = { readonly word: string; readonly aside?: string; readonly attention?: boolean; readonly children: string };

function Total({ word, aside, attention = false, children }: TotalProps): ReactNode {
  return (
    <div className="lines-foot__part" data-attention={attention || undefined}>
      <span className="lines-foot__word">
        {word} {aside !== undefined && <span className="lines-figure__aside">{aside}</span>}
      </span>
      <Num className="lines-foot__value">{children}</Num>
    </div>
  );
}
