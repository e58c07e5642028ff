import type { CallRow } from "@amaliyat/contract/calls";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { takerList } from "../../calls/index.ts";
import { PersonName } from "../../session/index.ts";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";

export type AskedPanelProps = {
  readonly rows: readonly CallRow[];
  readonly selected: string | null;
  readonly onSelect: (callId: string) => void;
  readonly onOpen: (callId: string) => void;
};

/** Callers who requested a call back while waiting. The queue offers them by itself, each in the place of the first call. */
export function AskedPanel({ rows, selected, onSelect, onOpen }: AskedPanelProps): ReactNode {
  const text = useText();
  const columns = useColumns();
  return (
    <Panel title={text("back.asked")} count={rows.length} aside={text("back.asked_text")} region className="lines-asked">
      <Table
        label={text("back.asked")}
        columns={columns}
        rows={rows}
        rowKey={({ callId }) => callId}
        selected={selected}
        onSelect={onSelect}
        onOpen={({ callId }) => onOpen(callId)}
        rowHeight={44}
        empty={null}
      />
    </Panel>
  );
}

function useColumns(): readonly Column<CallRow>[] {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const takers = useQuery(takerList).data ?? [];
  const nameOf = (userId: string | null): string => takers.find((taker) => taker.userId === userId)?.name ?? "";
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
      header: text("back.waits_since"),
      width: "120px",
      number: true,
      renderCell: ({ since }) => <Num>{format.age(now - Date.parse(since))}</Num>,
      sortValue: ({ since }) => -Date.parse(since),
    },
    {
      id: "stands",
      header: text("supervise.state"),
      width: "490px",
      renderCell: ({ callBack, offeredTo }) => (
        <span className="am-row">
          <Chip tone={callBack === "offered" ? "attention" : "muted"}>{text(callBack === "offered" ? "back.offered" : "back.waits")}</Chip>
          <PersonName name={nameOf(offeredTo)} className="am-t2" />
        </span>
      ),
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
