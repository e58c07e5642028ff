import { calls } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems, Time, useFormat, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { ListBody, ListSearch } from "../../lists/index.ts";
import { abandonedCalls } from "../../live/index.ts";
import { hand } from "../../phone/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";

export type VainDialogProps = {
  /** Why nobody can be called from here now; undefined where the telephone is free. */
  readonly why: string | undefined;
  readonly onClose: () => void;
};

/** Who rang in vain, the longest wait first, to be called back from one's own console. */
export function VainDialog({ why, onClose }: VainDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const format = useFormat();
  const list = useQuery(abandonedCalls);
  const [query, setQuery] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const { busy, refused, run } = useCallAct();
  const callBack = async (callId: string): Promise<void> => {
    setAsked(callId);
    hand.expect();
    if ((await run(() => ask(calls.callBack, { params: { callId } }))) !== null) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("vain.title")} size="wide">
      <ListSearch placeholder={text("vain.search")} value={query} onChange={setQuery} />
      <ListBody query={list} what={text("vain.title")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text("vain.none")} text={text("vain.none_text")} />
          ) : (
            <ul className="calls-vain">
              {searchItems(rows, query, ({ number, line, reference }) => `${number ?? ""} ${line} ${reference}`).map((row) => (
                <li key={row.callId} data-vain={row.reference}>
                  <Num className="am-strong">{row.line}</Num>
                  <span>{row.number === null ? text("withheld") : <Num className="am-strong">{row.number}</Num>}</span>
                  <span className="am-t2">
                    <Time at={Date.parse(row.arrivedAt)} format="shortTime" /> · {text("vain.waited")}{" "}
                    <Num>{format.age(row.waitS * 1000)}</Num> · {text("vain.tries")} <Num>{format.number(row.tries)}</Num>
                    {row.ending !== null && ` · ${text(`ending.${row.ending}`)}`}
                  </span>
                  <Button
                    size="s"
                    loading={busy && asked === row.callId}
                    disabledReason={row.number === null ? text("vain.no_number") : why}
                    onClick={() => void callBack(row.callId)}
                  >
                    {text("vain.act")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </ListBody>
      <Refusal problem={refused} />
      <div className="calls-form__foot">
        <Link to="/lines" search={{ view: "back" }} className="am-button" onClick={onClose}>
          {text("vain.list")}
        </Link>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </Dialog>
  );
}
