import { calls, type CallRow } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { ask } from "../api/index.ts";
import { hand } from "../phone/index.ts";
import { Refusal } from "../session/index.ts";
import { usePlaceWords, useCallAct, useLineName } from "../calls/index.ts";
import { useText } from "./text.ts";

export type CallBackPartProps = {
  readonly row: CallRow;
  /** The screen is locked: that somebody is to be called back is shown, and neither who, nor a way to do it. */
  readonly hidden: boolean;
};

/** Somebody who asked to be called back is offered here: no telephone rings. One key calls the number, another leaves it to the next. */
export function CallBackPart({ row, hidden }: CallBackPartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const lineName = useLineName();
  const placeWords = usePlaceWords();
  const navigate = useNavigate();
  const now = useNow();
  const { busy, refused, run } = useCallAct();
  const params = { callId: row.callId };
  const callBack = async (): Promise<void> => {
    hand.expect();
    const called = await run(() => ask(calls.callBack, { params }));
    // The card of the new call takes over the notes from here.
    if (called !== null) void navigate({ to: "/calls/$callId", params: { callId: called.value.callId } });
  };
  const leave = (): void => void run(() => ask(calls.declineCallBack, { params }));
  useShortcut("F2", () => void callBack(), { enabled: !hidden, whileTyping: true });
  useShortcut("F4", leave, { enabled: !hidden, whileTyping: true });
  const place = placeWords(row);
  return (
    <section className="calls-ringing" aria-label={text("called_back.offered")} data-call-back={row.callId}>
      <PhoneOutgoing size={28} aria-hidden="true" className="calls-ringing__icon" />
      <div className="calls-ringing__who">
        <div role="alert" className="calls-ringing__what">
          {text("called_back.offered")} <Num className="am-strong">{row.line}</Num> <Bdi className="am-t2">{lineName(row.line)}</Bdi>
        </div>
        {hidden ? (
          <div className="am-t2">{text("called_back.hidden")}</div>
        ) : (
          <div className="am-clip am-clip--name">
            <Num className="calls-number">{row.number ?? ""}</Num> {place !== null && <Bdi className="am-t2">{place}</Bdi>}
          </div>
        )}
      </div>
      <div className="calls-part">
        <span className="calls-part__word">{text("wait")}</span>
        <Num className="calls-clock">{format.age(now - Date.parse(row.since))}</Num>
      </div>
      {!hidden && (
        <>
          <Button variant="affirm" size="l" shortcut="F2" loading={busy} onClick={() => void callBack()}>
            {text("called_back.call")}
          </Button>
          <Button shortcut="F4" disabled={busy} onClick={leave}>
            {text("act.refuse")}
          </Button>
        </>
      )}
      <Refusal problem={refused} />
    </section>
  );
}
