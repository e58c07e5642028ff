import type { CallRow } from "@amaliyat/contract/calls";
import type { ReportRow, ReportWave } from "@amaliyat/contract/reports";
import { Chip, classNames, Kbd } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time } from "@amaliyat/ui/i18n";
import Layers from "lucide-react/icons/layers";
import PhoneIncoming from "lucide-react/icons/phone-incoming";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { Age } from "../../facts/index.ts";
import { KindGlyph } from "../kind-glyph.tsx";
import { usePlaceWords } from "../place-words.ts";
import { isUnread } from "../report-facts.ts";
import { DangerMark, ReportMarks, useKindWords } from "../report-marks.tsx";
import { shortReport } from "../short-report.ts";
import { useText } from "../text.ts";
import type { Incoming } from "./incoming.ts";

export const optionId = (id: string): string => `incoming-${id}`;

export type RowProps = {
  readonly item: Incoming;
  readonly selected: boolean;
  /** It has left the queue and stays until the hand is away. */
  readonly gone: boolean;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (item: Incoming) => void;
  /** Of a wave: its reports stand below it. */
  readonly unfolded?: boolean;
  /** One of the reports below their wave. */
  readonly isMember?: boolean;
};

/** One line of the queue; its age ticks by itself. */
export function IncomingRow({ item, selected, gone, onSelect, onOpen, unfolded = false, isMember = false }: RowProps): ReactNode {
  const danger = (item.kind === "report" || item.kind === "wave") && item.row.danger;
  return (
    <div
      id={optionId(item.id)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-incoming={item.row.reference}
      data-danger={danger || undefined}
      data-unfolded={item.kind === "wave" ? unfolded : undefined}
      data-wave={item.kind === "wave" || undefined}
      className={classNames("reports-row", gone && "reports-row--gone", isMember && "reports-row--member")}
      onPointerDown={() => onSelect(item.id)}
      onDoubleClick={() => onOpen(item)}
    >
      {item.kind === "report" ? (
        <ReportLine row={item.row} />
      ) : item.kind === "wave" ? (
        <WaveLine wave={item.wave} unfolded={unfolded} />
      ) : (
        <CallLine row={item.row} isBack={item.kind === "back"} />
      )}
    </div>
  );
}

/** A caller on the line, or one who has hung up and waits to be called back. */
function CallLine({ row, isBack }: { readonly row: CallRow; readonly isBack: boolean }): ReactNode {
  const text = useText();
  const Icon = isBack ? PhoneOutgoing : PhoneIncoming;
  const isOffered = isBack ? row.callBack === "offered" : row.state === "offered";
  const stands = isBack ? (isOffered ? "back_offered" : "back_waits") : isOffered ? "rings" : "waits";
  return (
    <>
      <span className={classNames("reports-row__glyph", !isBack && "am-affirm")}>
        <Icon size={18} aria-hidden="true" />
      </span>
      <span className="reports-row__title">
        <span>
          {text(isBack ? "incoming.back" : "incoming.call")} <Num>{row.line}</Num> ·{" "}
          {row.number === null ? text("incoming.withheld") : <Num>{row.number}</Num>}
        </span>
      </span>
      <Age since={Date.parse(row.since)} className="reports-row__age am-attention" />
      <span className="reports-row__place am-clip">{row.placeText === null ? text("incoming.no_place") : <Bdi>{row.placeText}</Bdi>}</span>
      <span className="reports-row__foot">
        <Chip tone={isBack ? "muted" : "attention"}>{text(`incoming.${stands}`)}</Chip>
        {row.text === "alone" && <Chip tone="attention">{text("incoming.text_alone")}</Chip>}
      </span>
    </>
  );
}

/** Many reports as one row: their number, the reason for the wave, and its beginning. */
function WaveLine({ wave, unfolded }: { readonly wave: ReportWave; readonly unfolded: boolean }): ReactNode {
  const text = useText();
  return (
    <>
      <span className="reports-row__glyph">
        <Layers size={18} aria-hidden="true" />
      </span>
      <span className="reports-row__title">
        <span className="am-clip">{text(wave.alike ? "wave.alike" : "wave.many", { count: wave.waiting })}</span>
        {wave.danger && <DangerMark />}
      </span>
      <Age since={Date.parse(wave.firstAt)} className="reports-row__age" />
      <span className="reports-row__place am-clip">
        {text(wave.oneAddress ? "wave.one_address" : "wave.one_network")} · {text("wave.last")} <Time at={Date.parse(wave.lastAt)} />
      </span>
      <span className="reports-row__foot am-t2 am-small reports-wave__keys">
        <span>
          <Kbd keys="Enter" /> {text(unfolded ? "wave.fold" : "wave.unfold")}
        </span>
        <span>
          <Kbd keys="KeyC" /> {text("wave.close")}
        </span>
      </span>
    </>
  );
}

function ReportLine({ row }: { readonly row: ReportRow }): ReactNode {
  const text = useText();
  const kindWords = useKindWords();
  const place = usePlaceWords()(row);
  return (
    <>
      <span className="reports-row__glyph">
        <KindGlyph kind={row.kind} />
      </span>
      <span className="reports-row__title">
        {isUnread(row) && (
          <>
            <span className="reports-unread" aria-hidden="true" />
            <span className="am-hidden-visually">{text("incoming.unread")}</span>
          </>
        )}
        <span className="am-clip">{kindWords(row)}</span>
        {row.danger && <DangerMark />}
      </span>
      <Age since={Date.parse(row.receivedAt)} className="reports-row__age" />
      <span className="reports-row__place am-clip">{place === null ? text("incoming.no_place") : <Bdi>{place}</Bdi>}</span>
      <Num className="reports-row__reference">{shortReport(row.reference, roomNow())}</Num>
      <span className="reports-row__foot">
        <ReportMarks row={row} />
      </span>
    </>
  );
}
