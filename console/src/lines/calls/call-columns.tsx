import type { CallRow } from "@amaliyat/contract/calls";
import { ABANDONED_ENDINGS, callEndingLabels, natureLabels } from "@amaliyat/domain/calls";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import PhoneIncoming from "lucide-react/icons/phone-incoming";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { PersonName } from "../../session/index.ts";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";
import { waitOf } from "./call-facts.ts";

export function useCallColumns(): readonly Column<CallRow>[] {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { language } = useLanguage();
  return [
    {
      id: "reference",
      header: text("call.reference"),
      width: "120px",
      renderCell: ({ callId, reference }) => (
        <Link to="/calls/$callId" params={{ callId }}>
          <Num>{reference}</Num>
        </Link>
      ),
    },
    {
      id: "at",
      header: text("call.at"),
      width: "150px",
      renderCell: ({ arrivedAt }) => (
        <>
          <Time at={Date.parse(arrivedAt)} format="numericDay" className="am-t3" /> <Time at={Date.parse(arrivedAt)} format="shortTime" />
        </>
      ),
    },
    { id: "line", header: text("call.line"), width: "56px", renderCell: ({ line }) => <Num>{line}</Num> },
    {
      id: "number",
      header: text("call.number"),
      width: "162px",
      renderCell: ({ number, direction }) => (
        <span className="am-row">
          <Direction direction={direction} />
          <CallNumber number={number} />
        </span>
      ),
    },
    {
      id: "wait",
      header: text("call.wait"),
      width: "72px",
      number: true,
      renderCell: (row) => {
        const wait = waitOf(row, now);
        return <Num>{wait === null ? "–" : format.age(wait)}</Num>;
      },
    },
    { id: "ending", header: text("call.ending"), width: "140px", renderCell: (row) => <Ending row={row} /> },
    {
      id: "taker",
      header: text("call.taker"),
      clip: true,
      renderCell: ({ takenBy }) =>
        takenBy === null ? <span className="am-t3">–</span> : <PersonName name={takenBy.name} className="am-clip" />,
    },
    {
      id: "nature",
      header: text("call.nature"),
      clip: true,
      renderCell: ({ nature }) => (nature === null ? <span className="am-t3">–</span> : natureLabels(nature)[language]),
    },
    {
      id: "intervention",
      header: text("call.intervention"),
      width: "122px",
      renderCell: ({ interventionReference }) =>
        interventionReference === null ? <span className="am-t3">–</span> : <Num>{interventionReference}</Num>,
    },
  ];
}

export function Direction({ direction }: Pick<CallRow, "direction">): ReactNode {
  const text = useText();
  const Icon = direction === "in" ? PhoneIncoming : PhoneOutgoing;
  return (
    <span title={text(`direction.${direction}`)}>
      <Icon size={14} className="am-t3" aria-label={text(`direction.${direction}`)} />
    </span>
  );
}

/** Ending of a call; its state while it goes on. */
export function Ending({ row: { ending, state } }: { readonly row: Pick<CallRow, "ending" | "state"> }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (ending === null) return <Chip tone={state === "talking" ? "engaged" : "attention"}>{text(`state.${state}`)}</Chip>;
  return <span className={ABANDONED_ENDINGS.includes(ending) ? "am-attention" : undefined}>{callEndingLabels(ending)[language]}</span>;
}
