import type { CallRow } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import Phone from "lucide-react/icons/phone";
import PhoneIncoming from "lucide-react/icons/phone-incoming";
import type { ReactNode } from "react";
import type { Ringing } from "../phone/index.ts";
import { TextChip, useLineName, usePlaceWords } from "../calls/index.ts";
import { useText } from "./text.ts";

export type RingingPartProps = {
  /** The screen is locked: that it rings is shown, and not who. */
  readonly hidden: boolean;
  readonly ringing: Ringing;
  /** The call as the room knows it; undefined for one that the edge saved, or that is only a colleague's word. */
  readonly row: CallRow | undefined;
  readonly onAnswer: () => void;
  readonly onRefuse: () => void;
};

/** A call rings here: on which line, from where, for how long already; answered and refused by key and hand. */
export function RingingPart({ hidden, ringing, row, onAnswer, onRefuse }: RingingPartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const lineName = useLineName();
  const placeWords = usePlaceWords();
  const now = useNow();
  const place = hidden || row === undefined ? null : placeWords(row);
  const what = ringing.about !== null ? text("ringing.colleague") : text(ringing.survival ? "ringing.saved" : "ringing.caller");
  return (
    <section className="calls-ringing" aria-label={what} data-ringing={ringing.callId}>
      <PhoneIncoming size={28} aria-hidden="true" className="calls-ringing__icon" />
      <div className="calls-ringing__who">
        <div role="alert">
          {what} <Num className="am-strong">{ringing.line}</Num> <Bdi className="am-t2">{lineName(ringing.line)}</Bdi>
        </div>
        <div className="am-clip am-clip--name">
          {hidden ? (
            <span className="am-t2">{text("ringing.hidden")}</span>
          ) : ringing.number === null ? (
            <span className="am-strong">{text("withheld")}</span>
          ) : (
            <Num className="calls-number">{ringing.number}</Num>
          )}{" "}
          {!hidden && row?.text && <TextChip kind={row.text} />} {place !== null && <Bdi className="am-t2">{place}</Bdi>}
        </div>
      </div>
      <div className="calls-part">
        <span className="calls-part__word">{text("wait")}</span>
        <Num className="calls-clock">{format.age(now - (row === undefined ? ringing.since : Date.parse(row.since)))}</Num>
      </div>
      <Button variant="affirm" size="l" shortcut="F2" icon={<Phone size={20} aria-hidden="true" />} onClick={onAnswer}>
        {text("act.answer")}
      </Button>
      <Button shortcut="F4" onClick={onRefuse}>
        {text("act.refuse")}
      </Button>
    </section>
  );
}
