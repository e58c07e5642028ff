import { Button } from "@amaliyat/ui/controls";
import { Banner, LoadingState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Code, Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import ShieldCheck from "lucide-react/icons/shield-check";
import type { ReactNode } from "react";
import { QueryFailed } from "../states/index.ts";
import { logHead } from "./log-queries.ts";
import { publicationOf, type LogHead } from "./publication.ts";
import { useText } from "./text.ts";

/** The newest signed head of the log, and whether entries are still signed. `short`: one line that opens the rest. */
export function CheckpointPanel({ short = false, onOpen }: { readonly short?: boolean; readonly onOpen?: () => void }): ReactNode {
  const text = useText();
  const format = useFormat();
  const seen = useQuery(logHead);
  const now = useNow();
  if (seen.isError && !short) return <QueryFailed query={seen} />;
  if (!seen.data) return short ? null : <LoadingState what={text("side.checkpoint")} />;
  const { head, lag } = seen.data;
  const state = publicationOf(head, lag, now);
  const isLate = state === "late" || state === "shrunk";
  const late = isLate && (
    <Banner
      boxed
      tone="act"
      title={text(state === "shrunk" ? "checkpoint.shrunk" : "checkpoint.late")}
      detail={text("checkpoint.late_text", { age: format.age(lag ? now - lag.since : null) })}
    />
  );
  if (!short) {
    return (
      <div className="audit-details">
        {state === "alarm" && <p className="am-act am-strong">{text("alarm.unsigned")}</p>}
        {late}
        <Head head={head} />
      </div>
    );
  }
  return (
    <footer className="audit-head">
      {state === "alarm" ? (
        <>
          <OctagonAlert size={16} className="am-act" aria-hidden="true" />
          <span className="am-grow am-act am-strong">{text("alarm.unsigned")}</span>
        </>
      ) : (
        late || (
          <>
            <ShieldCheck size={16} aria-hidden="true" />
            <span className="am-grow am-t2 am-small">
              {text("checkpoint.signed", { size: format.number(head.published?.size ?? 0) })}{" "}
              <span className="am-t3">{head.published && format.relative(now - Date.parse(head.published.at))}</span>
            </span>
          </>
        )
      )}
      <Button size="s" variant="quiet" onClick={onOpen}>
        {text("checkpoint.open")}
      </Button>
    </footer>
  );
}

const VERIFY = `npm run log:verify -- --log LOG \\
  --key log-key.pem --held NOTE \\
  --entries log.jsonl --partial`;

function Head({ head }: { readonly head: LogHead }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { published } = head;
  const rows = [
    [text("checkpoint.size"), <Num key="size">{format.number(head.size)}</Num>],
    [text("checkpoint.signed_size"), <Num key="signed">{format.number(published?.size ?? 0)}</Num>],
    [text("checkpoint.at"), <Num key="at">{format.dateTime(published ? Date.parse(published.at) : null)}</Num>],
    [text("checkpoint.root"), published ? <Code key="root">{published.root}</Code> : null],
  ] as const;
  return (
    <>
      <dl className="audit-fields">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="am-t2 am-small">{text("checkpoint.note")}</h3>
      <pre dir="ltr" className="audit-json">
        {published?.note ?? text("checkpoint.none")}
      </pre>
      <h3 className="am-t2 am-small">{text("checkpoint.verify")}</h3>
      <p>{text("checkpoint.verify_text")}</p>
      <pre dir="ltr" className="audit-json">
        <code>{VERIFY}</code>
      </pre>
      <p className="am-t2 am-small">{text("checkpoint.key_text")}</p>
    </>
  );
}
