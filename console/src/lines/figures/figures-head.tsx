import { NENA_TARGETS } from "@amaliyat/domain/calls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import type { FigurePart } from "./figure-rows.ts";

const targetOf = (seconds: number): number => NENA_TARGETS.find(({ withinS }) => withinS === seconds)?.share ?? 1;

/** The whole period in a few large figures, against the targets of NENA-STA-020.1. */
export function FiguresHead({ part }: { readonly part: FigurePart }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { calls, within15, within20, answerS, abandoned, withIntervention } = part;
  const share = (seconds: 15 | 20, value: number | null): ReactNode => (
    <Large
      word={text("board.within", { seconds })}
      aside={text("board.target", { share: format.percent(targetOf(seconds), 0) })}
      attention={value !== null && value < targetOf(seconds)}
    >
      {value === null ? "–" : format.percent(value)}
    </Large>
  );
  return (
    <div className="lines-large-row">
      <Large word={text("figure.calls")}>{format.number(calls)}</Large>
      {share(15, within15)}
      {share(20, within20)}
      <Large word={text("figure.p90")}>{answerS.p90 === null ? "–" : format.seconds(answerS.p90 * 1000)}</Large>
      <Large word={text("figure.abandoned")}>{calls === 0 ? "–" : format.number(abandoned)}</Large>
      <Large word={text("figure.withIntervention")}>{calls === 0 ? "–" : format.number(withIntervention)}</Large>
    </div>
  );
}

type LargeProps = { readonly word: string; readonly aside?: string; readonly attention?: boolean; readonly children: string };

function Large({ word, aside, attention = false, children }: LargeProps): ReactNode {
  return (
    <div className="lines-large">
      <span className="am-t2 am-small">
        {word} {aside !== undefined && <span className="am-t3">{aside}</span>}
      </span>
      <Num className={attention ? "lines-large__value am-attention" : "lines-large__value"}>{children}</Num>
    </div>
  );
}
