import type { calls } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import PhoneMissed from "lucide-react/icons/phone-missed";
import type { ReactNode } from "react";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";

export type BackPanelProps = { readonly rows: ReplyOf<typeof calls.abandoned>; readonly now: number; readonly most: number };

/** Who waits to be called back, the longest wait first. Numbers are shown in part: the board hangs in sight of visitors. */
export function BackPanel({ rows, now, most }: BackPanelProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const waited = rows.filter(({ ending }) => ending !== "zero_second");
  return (
    <section className="lines-card" aria-label={text("view.back")}>
      <header className="lines-card__head">
        <PhoneMissed className="lines-tile__icon" aria-hidden="true" />
        <h2>{text("view.back")}</h2>
        {waited.length > 0 && (
          <Chip tone="attention" className="lines-tile__chip">
            <Num>{format.number(waited.length)}</Num>
          </Chip>
        )}
      </header>
      {waited.length === 0 && <p className="lines-card__none">{text("board.none_back")}</p>}
      <ul className="lines-rows">
        {waited.slice(0, most).map((call) => (
          <li key={call.callId} className="lines-back">
            <CallNumber number={call.number} masked className="lines-back__number" />
            <span className="lines-back__wait">
              <Num>{call.line}</Num> · {text("board.waited", { wait: format.age(call.waitS * 1000) })}
            </span>
            <span className="am-attention am-strong">{format.relative(now - Date.parse(call.endedAt ?? call.arrivedAt))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
