import type { FoundRecording } from "@amaliyat/contract/calls";
import { natureLabels } from "@amaliyat/domain/calls";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import Lock from "lucide-react/icons/lock";
import { PersonName } from "../../session/index.ts";
import { Direction } from "../calls/call-columns.tsx";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";

export function useRecordingColumns(): readonly Column<FoundRecording>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const dash = <span className="am-t3">–</span>;
  return [
    { id: "reference", header: text("call.reference"), width: "150px", renderCell: ({ call }) => <Num>{call.reference}</Num> },
    {
      id: "at",
      header: text("recordings.at"),
      width: "150px",
      renderCell: ({ recordedAt }) => (
        <>
          <Time at={Date.parse(recordedAt)} format="numericDay" className="am-t3" /> <Time at={Date.parse(recordedAt)} format="shortTime" />
        </>
      ),
    },
    { id: "line", header: text("call.line"), width: "64px", renderCell: ({ call }) => <Num>{call.line}</Num> },
    {
      id: "number",
      header: text("call.number"),
      width: "180px",
      renderCell: ({ call }) => (
        <span className="am-row">
          <Direction direction={call.direction} />
          <CallNumber number={call.number} />
        </span>
      ),
    },
    {
      id: "length",
      header: text("recordings.length"),
      width: "90px",
      number: true,
      renderCell: ({ seconds }) => <Num>{format.age(seconds * 1000)}</Num>,
    },
    {
      id: "taker",
      header: text("call.taker"),
      clip: true,
      renderCell: ({ call: { takenBy } }) => (takenBy === null ? dash : <PersonName name={takenBy.name} />),
    },
    {
      id: "nature",
      header: text("call.nature"),
      clip: true,
      renderCell: ({ call: { nature } }) => (nature === null ? dash : natureLabels(nature)[language]),
    },
    {
      id: "intervention",
      header: text("call.intervention"),
      width: "150px",
      renderCell: ({ call: { interventionReference } }) => (interventionReference === null ? dash : <Num>{interventionReference}</Num>),
    },
    {
      id: "kept",
      header: text("recordings.kept"),
      width: "150px",
      renderCell: ({ gone, heldUntil, retentionUntil }) =>
        gone ? (
          <span className="am-t3">{text("recordings.gone")}</span>
        ) : (
          <span className="am-row">
            {heldUntil !== null && <Lock size={14} className="am-engaged" aria-label={text("recordings.held")} />}
            <Time at={Date.parse(heldUntil ?? retentionUntil)} format="numericDay" />
          </span>
        ),
    },
  ];
}
