import { reports } from "@amaliyat/contract/reports";
import { IconButton, Kbd } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { localStore, Num, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Inbox from "lucide-react/icons/inbox";
import { useState, type ReactNode } from "react";
import { useMay, useSession } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { FIRST_KEY } from "./first-key.ts";
import type { Incoming as Waiting } from "./incoming.ts";
import { IncomingList } from "./incoming-list.tsx";
import { useIncoming, useReportCounts } from "./use-incoming.ts";
import "../reports.css";

const KEY = "amaliyat.incoming.folded";

export type IncomingPanelProps = {
  /** Folds away under its head where it stands beside something else; how is kept on this machine. */
  readonly folds?: boolean;
  readonly className?: string;
};

/** Queue of a call-taker: callers, then reports. Empty for roles that work with neither. */
export function IncomingPanel(props: IncomingPanelProps): ReactNode {
  return useMay(reports.queue) ? <Incoming {...props} /> : null;
}

function Incoming({ folds = false, className }: IncomingPanelProps): ReactNode {
  const text = useText();
  const { items, query } = useIncoming();
  const [folded, fold] = useFolded(folds);
  const actions = (
    <>
      <span className="reports-incoming__key am-t3 am-small">
        <Kbd keys={FIRST_KEY} /> <span className="am-clip">{text("incoming.key")}</span>
      </span>
      {folds && (
        <IconButton
          size="s"
          label={text(folded ? "incoming.unfold" : "incoming.fold")}
          icon={folded ? <ChevronUp size={16} aria-hidden="true" /> : <ChevronDown size={16} aria-hidden="true" />}
          aria-expanded={!folded}
          onClick={() => fold(!folded)}
        />
      )}
    </>
  );
  const name = ["reports-incoming", folded && "reports-incoming--folded", className].filter(Boolean).join(" ");
  return (
    <Panel region className={name} title={text("incoming.title")} aside={<Counts />} actions={actions}>
      {folded ? null : query.data === undefined ? (
        query.isError ? (
          <QueryFailed query={query} />
        ) : (
          <LoadingState what={text("incoming.title")} lines={4} />
        )
      ) : items.length === 0 ? (
        <EmptyState icon={<Inbox size={24} />} title={text("incoming.none")} text={text("incoming.none_text")} />
      ) : (
        <IncomingList items={items} />
      )}
    </Panel>
  );
}

/** Of each how many. */
function Counts(): ReactNode {
  const text = useText();
  const format = useFormat();
  const { items } = useIncoming();
  const count = (of: Waiting["kind"]): number => items.filter(({ kind }) => kind === of).length;
  const back = count("back");
  const counts = useReportCounts();
  // The whole queue, and not as much of it as this screen holds.
  const reportCount = counts === undefined ? undefined : counts.danger + counts.calm;
  return (
    <>
      {text("incoming.calls")} <Num className="am-strong">{format.number(count("call"))}</Num> ·{" "}
      {back > 0 && (
        <>
          {text("incoming.backs")} <Num className="am-strong">{format.number(back)}</Num> ·{" "}
        </>
      )}
      {text("incoming.reports_short")} <Num className="am-strong">{format.number(reportCount)}</Num>
      {(counts?.inWaves ?? 0) > 0 && (
        <span className="am-t3">
          {" "}
          ({text("incoming.in_waves")} <Num>{format.number(counts?.inWaves)}</Num>)
        </span>
      )}
    </>
  );
}

/** Open for call-takers until they fold it. For others it is a line with its counts until it is unfolded. */
function useFolded(folds: boolean): readonly [boolean, (folded: boolean) => void] {
  const { role } = useSession().user;
  const [folded, setFolded] = useState(() => (localStore.read(KEY) ?? (role === "call_taker" ? "no" : "yes")) === "yes");
  const fold = (next: boolean): void => {
    localStore.write(KEY, next ? "yes" : "no");
    setFolded(next);
  };
  return [folds && folded, fold];
}
