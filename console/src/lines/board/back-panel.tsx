import type { CallRow, calls } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import PhoneMissed from "lucide-react/icons/phone-missed";
import type { ReactNode } from "react";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";

type Abandoned = ReplyOf<typeof calls.abandoned>[number];

export type BackPanelProps = {
  readonly abandoned: readonly Abandoned[];
  /** Callers who requested a call back while waiting, in the order of the queue. */
  readonly asked: readonly CallRow[];
  readonly now: number;
  readonly limit: number;
};

/**
 * Callers to call back: requested ones in their order, then missed calls, the longest wait first. Numbers are shown in part: visitors can
 * see the board.
 */
export function BackPanel({ abandoned, asked, now, limit }: BackPanelProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const waited = abandoned.filter(({ ending }) => ending !== "zero_second");
  const rows = [
    ...asked.map((call) => ({ call, said: text("board.asked_back"), at: call.since })),
    ...waited.map((call) => ({
      call,
      said: text("board.waited", { wait: format.age(call.waitS * 1000) }),
      at: call.endedAt ?? call.arrivedAt,
    })),
  ];
  return (
    <section className="lines-card" aria-label={text("view.back")}>
      <header className="lines-card__head">
        <PhoneMissed className="lines-tile__icon" aria-hidden="true" />
        <h2>{text("view.back")}</h2>
        {rows.length > 0 && (
          <Chip tone="attention" className="lines-tile__chip">
            <Num>{format.number(rows.length)}</Num>
          </Chip>
        )}
      </header>
      {rows.length === 0 && <p className="lines-card__none">{text("board.none_back")}</p>}
      <ul className="lines-rows">
        {rows.slice(0, limit).map(({ call, said, at }) => (
          <li key={call.callId} className="lines-back">
            <CallNumber number={call.number} masked className="lines-back__number" />
            <span className="lines-back__wait">
              <Num>{call.line}</Num> · {said}
            </span>
            <span className="am-attention am-strong">{format.relative(now - Date.parse(at))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
