import type { ReportRow } from "@amaliyat/contract/reports";
import { RANK_REASONS, reportKind, REPORT_SORT_LABELS, type RankReason, REPORT_STATE_LABELS } from "@amaliyat/domain/reports";
import { Chip } from "@amaliyat/ui/controls";
import { isolate, languageNames, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import MessageSquareReply from "lucide-react/icons/message-square-reply";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import Paperclip from "lucide-react/icons/paperclip";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { usePersonNames } from "../session/index.ts";
import { isDoubted } from "./report-facts.ts";
import { useText } from "./text.ts";

/** Nature of a report, in the reader's language. */
export function useKindWords(): (row: Pick<ReportRow, "kind">) => string {
  const { language } = useLanguage();
  return ({ kind }) => reportKind(kind).labels[language];
}

/** Sent as danger: shape and word, as everything that must be acted on. */
export function DangerMark(): ReactNode {
  const text = useText();
  return (
    <Chip tone="act" icon={<OctagonAlert size={14} aria-hidden="true" />} className="reports-danger">
      {text("mark.danger")}
    </Chip>
  );
}

export function StateChip({ row: { state } }: { readonly row: Pick<ReportRow, "state"> }): ReactNode {
  const { language } = useLanguage();
  const tone = state === "waiting" ? "attention" : state === "closed" || state === "withdrawn" ? "muted" : "engaged";
  return <Chip tone={tone}>{REPORT_STATE_LABELS[state][language]}</Chip>;
}

/** Reasons that stand elsewhere on the row. */
const TOLD_ELSEWHERE: readonly RankReason[] = ["device"];
const AGAINST: readonly RankReason[] = ["crowd", "network", "last_by_hand"];

/** Reasons for a report's rank, in words; shape and word, not colour alone. */
function RankMarks({ reasons }: Pick<ReportRow, "reasons">): ReactNode {
  const { language } = useLanguage();
  return RANK_REASONS.filter(({ reason }) => reasons.includes(reason) && !TOLD_ELSEWHERE.includes(reason)).map(({ reason, labels }) => {
    const isAgainst = AGAINST.includes(reason);
    const icon = isAgainst ? <ArrowDown size={14} aria-hidden="true" /> : <ArrowUp size={14} aria-hidden="true" />;
    return (
      <Chip key={reason} tone={isAgainst ? "muted" : "normal"} icon={icon}>
        {labels[language]}
      </Chip>
    );
  });
}

type Marked = Pick<
  ReportRow,
  "reasons" | "sort" | "language" | "files" | "newDevice" | "nuisance" | "answered" | "asked" | "takenBy" | "channel"
>;

/** Facts of a report shown before it is read: sort, language, files, its device, and the person who took it. */
export function ReportMarks({ row }: { readonly row: Marked }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <span className="reports-marks">
      <RankMarks reasons={row.reasons} />
      <Chip tone={row.sort === "complaint" ? "normal" : "muted"}>{REPORT_SORT_LABELS[row.sort][language]}</Chip>
      {row.answered && (
        <Chip tone="attention" icon={<MessageSquareReply size={14} aria-hidden="true" />}>
          {text("mark.answered")}
        </Chip>
      )}
      {row.asked && !row.answered && <Chip tone="muted">{text("mark.asked")}</Chip>}
      <span className="am-t2">{languageNames[row.language]}</span>
      {row.files > 0 && (
        <span className="am-t2 reports-files-count" title={text("mark.files", { count: row.files })}>
          <Paperclip size={14} aria-hidden="true" />
          <Num>{format.number(row.files)}</Num>
          <span className="am-hidden-visually">{text("mark.files", { count: row.files })}</span>
        </span>
      )}
      {isDoubted(row) ? (
        <span title={text("mark.doubted_hint")}>
          <Chip tone="attention" icon={<TriangleAlert size={14} aria-hidden="true" />}>
            {text("mark.doubted")} <Num>{format.number(row.nuisance, 1)}</Num>
          </Chip>
        </span>
      ) : (
        row.newDevice && <Chip tone="muted">{text("mark.new_device")}</Chip>
      )}
      {row.takenBy !== null && <Chip tone="engaged">{text("mark.taken_by", { name: isolate(names.shown(row.takenBy.name)) })}</Chip>}
    </span>
  );
}
