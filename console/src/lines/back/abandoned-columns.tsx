import type { calls } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, Time, useFormat } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";

type Row = ReplyOf<typeof calls.abandoned>[number];

/** Missed calls: length and number of attempts, and the room's own calls back without answer. */
export function useAbandonedColumns(): readonly Column<Row>[] {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  return [
    {
      id: "number",
      header: text("call.number"),
      width: "240px",
      renderCell: ({ number }) => <CallNumber number={number} className="am-strong" />,
    },
    { id: "line", header: text("call.line"), width: "90px", renderCell: ({ line }) => <Num>{line}</Num>, sortValue: ({ line }) => line },
    {
      id: "wait",
      header: text("back.waited"),
      width: "120px",
      number: true,
      renderCell: ({ waitS }) => <Num>{format.age(waitS * 1000)}</Num>,
      sortValue: ({ waitS }) => waitS,
    },
    {
      id: "tries",
      header: text("back.tries"),
      width: "110px",
      number: true,
      renderCell: ({ tries }) => (tries > 1 ? <Chip tone="attention">{format.number(tries)}</Chip> : <Num>{format.number(tries)}</Num>),
      sortValue: ({ tries }) => tries,
    },
    {
      id: "ago",
      header: text("back.ago"),
      width: "140px",
      renderCell: ({ endedAt, arrivedAt }) => <Num>{format.relative(now - Date.parse(endedAt ?? arrivedAt))}</Num>,
      sortValue: ({ endedAt, arrivedAt }) => -Date.parse(endedAt ?? arrivedAt),
    },
    {
      id: "called",
      header: text("back.call_back_tries"),
      width: "240px",
      renderCell: (row) => <CallBackTries row={row} now={now} />,
      sortValue: ({ calledInVain }) => calledInVain,
    },
    {
      id: "reference",
      header: text("call.reference"),
      renderCell: ({ callId, reference }) => (
        <Link to="/calls/$callId" params={{ callId }}>
          <Num>{reference}</Num>
        </Link>
      ),
    },
  ];
}

/** Number of the room's calls back without answer, and the time of the next try. */
function CallBackTries({ row: { calledInVain, callAgainAt }, now }: { readonly row: Row; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  if (calledInVain === 0 || callAgainAt === null) return <span className="am-t3">–</span>;
  const at = Date.parse(callAgainAt);
  return (
    <>
      <Num className="am-strong">{format.number(calledInVain)}</Num> ·{" "}
      {at <= now ? (
        <span className="am-attention am-strong">{text("back.again_now")}</span>
      ) : (
        <span className="am-t2">
          {text("back.again_at")} <Time at={at} format="shortTime" />
        </span>
      )}
    </>
  );
}
