import type { calls } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { plainNumber } from "@amaliyat/domain/calls";
import { Button, Chip } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Num, searchItems, useFormat } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { Refusal } from "../../session/index.ts";
import { CallNumber } from "../call-number.tsx";
import { abandonedCalls } from "../../live/index.ts";
import { spacedNumber } from "../phone-words.ts";
import { useText } from "../text.ts";
import { useCallBack, usePhoneReady } from "./use-call-back.ts";

type Row = ReplyOf<typeof calls.abandoned>[number];

const words = ({ number, line, reference }: Row): string =>
  [number ?? "", number === null ? "" : (plainNumber(number) ?? ""), number === null ? "" : spacedNumber(number), line, reference].join(
    " ",
  );

/** Who rang in vain and was not called back. B calls the chosen one, or the one who waited longest. */
export function AbandonedView(): ReactNode {
  const text = useText();
  const list = useQuery(abandonedCalls);
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const ready = usePhoneReady();
  const { calling, refused, callBack } = useCallBack();
  const found = searchItems(list.data ?? [], query, words);
  const waited = found.filter(({ ending }) => ending !== "zero_second");
  const gone = found.filter(({ ending }) => ending === "zero_second");
  const target = found.find(({ callId }) => callId === chosen) ?? waited[0];
  const why = !ready ? text("phone_missing") : target?.number === null ? text("back.withheld") : undefined;
  useShortcut("KeyB", () => target && void callBack(target.callId), { enabled: target !== undefined && why === undefined });
  const columns = useColumns();
  const table = (label: string, rows: readonly Row[], empty: ReactNode): ReactNode => (
    <Table
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ callId }) => callId}
      selected={target?.callId ?? null}
      onSelect={setChosen}
      onOpen={({ callId }) => void navigate({ to: "/calls/$callId", params: { callId } })}
      rowHeight={44}
      empty={empty}
    />
  );
  const act = (
    <Button
      variant="primary"
      size="s"
      shortcut="KeyB"
      icon={<PhoneOutgoing size={16} aria-hidden="true" />}
      loading={calling !== null}
      disabledReason={target === undefined ? text("back.nobody") : why}
      onClick={() => target && void callBack(target.callId)}
    >
      {text("back.act")}
    </Button>
  );
  return (
    <div className="list-columns lines-back-columns">
      <Panel
        title={text("view.back")}
        count={list.data && waited.length}
        aside={text("back.order")}
        region
        className="list-main"
        actions={act}
      >
        <div className="list-filter">
          <ListSearch placeholder={text("filter.search")} value={query} onChange={setQuery} />
          {target && (
            <span className="am-t2">
              {text("back.chosen")} <CallNumber number={target.number} className="am-strong" />
            </span>
          )}
        </div>
        <Refusal problem={refused} />
        <ListBody query={list} what={text("view.back")}>
          {(all) =>
            table(
              text("view.back"),
              waited,
              all.length > 0 && query !== "" ? <NoneFound /> : <EmptyState title={text("back.none")} text={text("back.none_text")} />,
            )
          }
        </ListBody>
      </Panel>
      <Panel title={text("back.gone")} count={list.data && gone.length} aside={text("back.gone_text")} region className="lines-gone">
        <ListBody query={list} what={text("back.gone")}>
          {() => table(text("back.gone"), gone, <EmptyState title={text("back.gone_none")} />)}
        </ListBody>
      </Panel>
    </div>
  );
}

function useColumns(): readonly Column<Row>[] {
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
