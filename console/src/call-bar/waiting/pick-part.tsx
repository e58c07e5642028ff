import { calls, type CallRow } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import PhoneCall from "lucide-react/icons/phone-call";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { hand, phone, ringAloud } from "../../phone/index.ts";
import { Refusal } from "../../session/index.ts";
import { callToTake, TextChip, useCallAct, useLineName } from "../../calls/index.ts";
import { useText } from "../text.ts";

export type PickPartProps = {
  readonly row: CallRow;
  /** After so much waiting every desk that could take the caller rings (ms); infinite on a line whose people are not in danger. */
  readonly soundMs: number;
};

/** A caller whom nobody took within seconds. One key takes the call at this desk, and the telephone answers by itself. */
export function PickPart({ row, soundMs }: PickPartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const lineName = useLineName();
  const now = useNow();
  const { busy, refused, run } = useCallAct();
  const pick = (): void => {
    hand.expect();
    void run(() => ask(calls.pick, { params: { callId: row.callId } }));
  };
  // A softphone that begins to ring takes the tone over: this part is gone by then.
  const urgent = Number.isFinite(soundMs);
  const isLoud = now - Date.parse(row.since) >= soundMs;
  useEffect(() => {
    if (!isLoud) return undefined;
    ringAloud(true);
    return () => ringAloud(phone.get().ringing !== null);
  }, [isLoud]);
  const onTake = useEffectEvent(pick);
  useEffect(() => {
    callToTake.set({ callId: row.callId, busy, take: () => onTake() });
    return () => callToTake.set(null);
  }, [row.callId, busy]);
  useShortcut("F2", pick, { enabled: !busy, whileTyping: true });
  return (
    <section className="calls-ringing" aria-label={text("waiting.pick")} data-pick={row.callId} data-urgent={urgent || undefined}>
      <PhoneCall size={28} aria-hidden="true" className="calls-ringing__icon" />
      <div className="calls-ringing__who">
        <div role={urgent ? undefined : "alert"}>
          {text("waiting.pick")} <Num className="am-strong">{row.line}</Num> <Bdi className="am-t2">{lineName(row.line)}</Bdi>
        </div>
        <div>
          {row.number === null ? text("withheld") : <Num className="calls-number">{row.number}</Num>}{" "}
          {row.text !== null && <TextChip kind={row.text} />}
        </div>
      </div>
      <div className="calls-part">
        <span className="calls-part__word">{text("wait")}</span>
        <Num className="calls-clock">{format.age(now - Date.parse(row.since))}</Num>
      </div>
      <Button variant="affirm" size="l" shortcut="F2" loading={busy} onClick={pick}>
        {text("waiting.take")}
      </Button>
      <Refusal problem={refused} />
    </section>
  );
}
