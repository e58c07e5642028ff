import { calls, type CallRow } from "@amaliyat/contract/calls";
import { callEndingLabels } from "@amaliyat/domain/calls";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems, Time, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { ListBody, ListSearch } from "../../lists/index.ts";
import { hand } from "../../phone/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { abandonedCalls, askedBack, useCallAct } from "../../calls/index.ts";

export type AbandonedDialogProps = {
  /** Reason that no call can be made from here now; undefined if the telephone is free. */
  readonly why: string | undefined;
  readonly onClose: () => void;
};

const noCalls: readonly CallRow[] = [];
const words = ({ number, line, reference }: CallRow): string => `${number ?? ""} ${line} ${reference}`;

/** List for calls back from one's own console: requested ones first, then missed calls, the longest wait first. */
export function AbandonedDialog({ why, onClose }: AbandonedDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const format = useFormat();
  const { language } = useLanguage();
  const list = useQuery(abandonedCalls);
  const asked = useQuery(askedBack).data ?? noCalls;
  const [query, setQuery] = useState("");
  const [chosen, choose] = useState<string | null>(null);
  const { busy, refused, run } = useCallAct();
  const callBack = async (callId: string): Promise<void> => {
    choose(callId);
    hand.expect();
    if ((await run(() => ask(calls.callBack, { params: { callId } }))) !== null) onClose();
  };
  const act = ({ callId, number }: CallRow): ReactNode => (
    <Button
      size="s"
      loading={busy && chosen === callId}
      disabledReason={number === null ? text("abandoned.no_number") : why}
      onClick={() => void callBack(callId)}
    >
      {text("abandoned.act")}
    </Button>
  );
  return (
    <Dialog open onClose={onClose} title={text("abandoned.title")} size="wide">
      <ListSearch placeholder={text("abandoned.search")} value={query} onChange={setQuery} />
      <ListBody query={list} what={text("abandoned.title")}>
        {(rows) =>
          rows.length + asked.length === 0 ? (
            <EmptyState title={text("abandoned.none")} text={text("abandoned.none_text")} />
          ) : (
            <ul className="calls-abandoned">
              {searchItems(asked, query, words).map((row) => (
                <li key={row.callId} data-asked-back={row.reference}>
                  <Who row={row} />
                  <span className="am-t2">
                    <Time at={Date.parse(row.since)} format="shortTime" /> · {text("called_back.asked")} ·{" "}
                    {text(row.callBack === "offered" ? "called_back.with_somebody" : "called_back.in_queue")}
                  </span>
                  {act(row)}
                </li>
              ))}
              {searchItems(rows, query, words).map((row) => (
                <li key={row.callId} data-abandoned={row.reference}>
                  <Who row={row} />
                  <span className="am-t2">
                    <Time at={Date.parse(row.arrivedAt)} format="shortTime" /> · {text("abandoned.waited")}{" "}
                    <Num>{format.age(row.waitS * 1000)}</Num> · {text("abandoned.tries")} <Num>{format.number(row.tries)}</Num>
                    {row.ending !== null && ` · ${callEndingLabels(row.ending)[language]}`}
                    {row.callAgainAt !== null && (
                      <>
                        {" · "}
                        {text("abandoned.called", { times: format.number(row.calledInVain) })}{" "}
                        <Time at={Date.parse(row.callAgainAt)} format="shortTime" />
                      </>
                    )}
                  </span>
                  {act(row)}
                </li>
              ))}
            </ul>
          )
        }
      </ListBody>
      <Refusal problem={refused} />
      <div className="calls-form__foot">
        <Link to="/lines" search={{ view: "back" }} className="am-button" onClick={onClose}>
          {text("abandoned.list")}
        </Link>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </Dialog>
  );
}

function Who({ row: { line, number } }: { readonly row: CallRow }): ReactNode {
  const text = useText();
  return (
    <>
      <Num className="am-strong">{line}</Num>
      <span>{number === null ? text("withheld") : <Num className="am-strong">{number}</Num>}</span>
    </>
  );
}
