import { calls, type TakerShown } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { callCardOf } from "../../live/index.ts";
import { hand } from "../../phone/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { useLineName } from "../words.ts";

/** Somebody who asked to be called back is offered here: no telephone rings. One key calls the number, another leaves it to the next. */
export function CallBackPart({ taker }: { readonly taker: TakerShown | undefined }): ReactNode {
  const text = useText();
  const lineName = useLineName();
  const offered = taker?.state.kind === "offered" ? taker.state.callId : null;
  const card = useQuery({ ...callCardOf(offered ?? ""), enabled: offered !== null }).data;
  const { busy, refused, run } = useCallAct();
  const isAsked = offered !== null && card?.callId === offered && card.callBack === "offered";
  const params = { callId: offered ?? "" };
  const take = (): void => {
    hand.expect();
    void run(() => ask(calls.callBack, { params }));
  };
  const leave = (): void => void run(() => ask(calls.declineCallBack, { params }));
  useShortcut("F2", take, { enabled: isAsked, whileTyping: true });
  useShortcut("F4", leave, { enabled: isAsked, whileTyping: true });
  if (!isAsked) return null;
  return (
    <section className="calls-ringing" aria-label={text("called_back.offered")} data-call-back={offered}>
      <PhoneOutgoing size={28} aria-hidden="true" className="calls-ringing__icon" />
      <div className="calls-ringing__who">
        <div role="alert">
          {text("called_back.offered")} <Num className="am-strong">{card.line}</Num> <Bdi className="am-t2">{lineName(card.line)}</Bdi>
        </div>
        <Num className="calls-number">{card.number ?? ""}</Num>
      </div>
      <Button variant="affirm" size="l" shortcut="F2" loading={busy} onClick={take}>
        {text("called_back.call")}
      </Button>
      <Button shortcut="F4" disabled={busy} onClick={leave}>
        {text("act.refuse")}
      </Button>
      <Refusal problem={refused} />
    </section>
  );
}
