import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import { EmptyState } from "@amaliyat/ui/feedback";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { Num, searchItems, useFormat } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { askedBack, lineList, openCalls, takerList } from "../../calls/index.ts";
import { useRoom } from "../../facts/index.ts";
import { Refusal, usePersonNames } from "../../session/index.ts";
import { hereOf, seatsOf } from "../board/board-facts.ts";
import { CallNumber } from "../call-number.tsx";
import { NobodyOutside } from "../nobody-outside.tsx";
import { useText } from "../text.ts";
import { startListening, takeOver, type ListenMode } from "./listening.ts";
import { useTakerColumns } from "./taker-columns.tsx";

/** Call-takers now, with the means to join a call, beside the waiting callers. */
export function SuperviseView(): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  const takers = useQuery(takerList);
  const open = useQuery(openCalls);
  const asked = useQuery(askedBack).data ?? [];
  const lines = useQuery(lineList).data ?? [];
  const [query, setQuery] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const listen = async (call: CallRow, taker: TakerShown, mode: ListenMode): Promise<void> => {
    const answer = await startListening({ callId: call.callId, name: taker.name }, mode, roomNow());
    setRefused(answer.ok ? null : answer.error);
  };
  const takeOverCall = async (call: CallRow): Promise<void> => setRefused(await takeOver(call.callId));
  const columns = useTakerColumns(
    [...(open.data ?? []), ...asked],
    (call, taker, mode) => void listen(call, taker, mode),
    (call) => void takeOverCall(call),
  );
  const seats = seatsOf(takers.data ?? [], open.data ?? []).map(({ taker }) => taker);
  const rows = searchItems(seats, query, ({ name, extension }) => `${names.words(name)} ${extension}`);
  const waiting = (open.data ?? []).filter(({ state }) => state === "waiting" || state === "offered");
  return (
    <div className="list-columns">
      <Panel title={text("board.seats")} count={takers.data && hereOf(takers.data)} aside={<Policy />} region className="list-main">
        <div className="list-filter">
          <ListSearch placeholder={text("supervise.search")} value={query} onChange={setQuery} />
          <span className="am-t2 am-small">{text("supervise.logged")}</span>
        </div>
        <NobodyOutside lines={lines} />
        <Refusal problem={refused} />
        <ListBody query={takers} what={text("board.seats")}>
          {(all) => (
            <Table
              label={text("board.seats")}
              columns={columns}
              rows={rows}
              rowKey={({ userId }) => userId}
              empty={all.length === 0 ? <EmptyState title={text("board.no_seats")} text={text("supervise.none_text")} /> : <NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
      <Panel title={text("supervise.waiting")} count={open.data && waiting.length} region className="lines-waiting">
        <ListBody query={open} what={text("supervise.waiting")}>
          {() => (waiting.length === 0 ? <EmptyState title={text("supervise.nobody_waits")} /> : <Waiting rows={waiting} />)}
        </ListBody>
        {asked.length > 0 && (
          <>
            <h3 className="lines-waiting__part">
              {text("back.asked")} <Num>{format.number(asked.length)}</Num>
            </h3>
            <Waiting rows={asked} />
          </>
        )}
      </Panel>
    </div>
  );
}

/** Marks of a listening that a call-taker sees, by the policy of the room. */
function Policy(): ReactNode {
  const text = useText();
  const shown = useRoom().data?.listeningShown;
  if (shown === undefined) return null;
  const Icon = shown ? Eye : EyeOff;
  return (
    <span className="am-row">
      <Icon size={14} aria-hidden="true" />
      {text(shown ? "listen.shown" : "listen.not_shown")}
    </span>
  );
}

function Waiting({ rows }: { readonly rows: readonly CallRow[] }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  return (
    <ul className="lines-queue">
      {rows.map((call) => (
        <li key={call.callId}>
          <Link to="/calls/$callId" params={{ callId: call.callId }}>
            <CallNumber number={call.number} className="am-strong" />
          </Link>
          <span className="am-t2">
            <Num>{call.line}</Num> ·{" "}
            {text(call.callBack === null ? `state.${call.state}` : call.callBack === "offered" ? "back.offered" : "back.waits")}
          </span>
          <Num className="am-attention">{format.age(now - Date.parse(call.since))}</Num>
        </li>
      ))}
    </ul>
  );
}
