import type { CallRow, calls } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { plainNumber } from "@amaliyat/domain/calls";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { searchItems } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { Refusal } from "../../session/index.ts";
import { CallNumber } from "../call-number.tsx";
import { abandonedCalls, askedBack } from "../../calls/index.ts";
import { spacedNumber } from "../phone-words.ts";
import { useText } from "../text.ts";
import { AskedPanel } from "./asked-panel.tsx";
import { useCallBack, usePhoneReady } from "./use-call-back.ts";
import { useAbandonedColumns } from "./abandoned-columns.tsx";

type Row = ReplyOf<typeof calls.abandoned>[number];

const words = ({ number, line, reference }: CallRow): string =>
  [number ?? "", number === null ? "" : (plainNumber(number) ?? ""), number === null ? "" : spacedNumber(number), line, reference].join(
    " ",
  );

/** Requested calls back, and missed calls that are still to be returned. B calls the chosen one, or the longest wait that is due now. */
export function AbandonedView(): ReactNode {
  const text = useText();
  const list = useQuery(abandonedCalls);
  const navigate = useNavigate();
  const asked = useQuery(askedBack).data ?? [];
  const now = useNow();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const ready = usePhoneReady();
  const { calling, refused, callBack } = useCallBack();
  const found = searchItems(list.data ?? [], query, words);
  const waited = found.filter(({ ending }) => ending !== "zero_second");
  const gone = found.filter(({ ending }) => ending === "zero_second");
  const foundAsked = searchItems(asked, query, words);
  const isDue = ({ callAgainAt }: Row): boolean => callAgainAt === null || Date.parse(callAgainAt) <= now;
  const target = [...foundAsked, ...found].find(({ callId }) => callId === chosen) ?? waited.find(isDue) ?? waited[0];
  const why = !ready ? text("phone_missing") : target?.number === null ? text("back.withheld") : undefined;
  useShortcut("KeyB", () => target && void callBack(target.callId), { enabled: target !== undefined && why === undefined });
  const open = (callId: string): void => void navigate({ to: "/calls/$callId", params: { callId } });
  const columns = useAbandonedColumns();
  const table = (label: string, rows: readonly Row[], empty: ReactNode): ReactNode => (
    <Table
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ callId }) => callId}
      selected={target?.callId ?? null}
      onSelect={setChosen}
      onOpen={({ callId }) => open(callId)}
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
      {foundAsked.length > 0 && <AskedPanel rows={foundAsked} selected={target?.callId ?? null} onSelect={setChosen} onOpen={open} />}
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
