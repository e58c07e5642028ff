import { interventions } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { shifts, type ReviewRow } from "@amaliyat/contract/shifts";
import { UNCLASSIFIED_TARGET, unclassifiedShare } from "@amaliyat/domain/shifts";
import { isSubcategory } from "@amaliyat/domain/interventions";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import ListChecks from "lucide-react/icons/list-checks";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS, shortReference, titleOf } from "../../facts/index.ts";
import { ListBody } from "../../lists/index.ts";
import { Share } from "../board/board-side.tsx";
import { reviewOf } from "../shift-queries.ts";
import { lastDays } from "../spans.ts";
import { useText } from "../text.ts";
import { ReviewSide } from "./review-side.tsx";

const DAYS = 30;

/** Interventions closed for review or unclassified, one after the other. A digit or a few letters classify one and open the next. */
export function ReviewView(): ReactNode {
  const text = useText();
  const format = useFormat();
  const client = useQueryClient();
  const queue = useQuery(reviewOf(lastDays(useNow(), DAYS)));
  const [selected, setSelected] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const columns = useColumns();
  const rows = queue.data?.rows ?? [];
  const chosen = rows.find((row) => row.interventionId === selected) ?? rows[0];

  /** Sends; the reviewed one leaves the queue and the next takes its place. */
  const judge = async (row: ReviewRow, code: string | null): Promise<void> => {
    if (busy) return;
    const params = { interventionId: row.interventionId };
    setBusy(true);
    const answer =
      code !== null && isSubcategory(code)
        ? await ask(interventions.classify, { params, body: { version: row.version, subcategory: code } })
        : await ask(shifts.confirm, { params, body: { version: row.version } });
    setRefused(answer.ok ? null : answer.error);
    const index = rows.findIndex((one) => one.interventionId === row.interventionId);
    if (answer.ok) setSelected((rows[index + 1] ?? rows[index - 1])?.interventionId ?? null);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "review"] });
    setBusy(false);
  };
  return (
    <div className="list-columns">
      <Panel
        title={text("review.waiting")}
        count={queue.data?.waiting}
        aside={text("board.share_target", { target: format.percent(UNCLASSIFIED_TARGET, 0) })}
        region
        className="list-main"
      >
        <ListBody query={queue} what={text("view.review")}>
          {(data) => (
            <>
              <Share
                share={unclassifiedShare(data.unclassified, data.total)}
                unclassified={data.unclassified}
                total={data.total}
                waiting={data.waiting}
              />
              <Table
                label={text("view.review")}
                columns={columns}
                rows={data.rows}
                rowKey={(row) => row.interventionId}
                selected={chosen?.interventionId ?? null}
                onSelect={setSelected}
                rowHeight={56}
                empty={<EmptyState title={text("review.none")} text={text("review.none_text")} />}
              />
            </>
          )}
        </ListBody>
      </Panel>
      {chosen ? (
        <ReviewSide row={chosen} busy={busy} refused={refused} onJudge={(code) => void judge(chosen, code)} />
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<ListChecks size={24} />} title={text("review.choose")} text={text("review.choose_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<ReviewRow>[] {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  return [
    {
      id: "was",
      header: text("review.column.was"),
      renderCell: (row) => (
        <>
          <span className="am-strong">{titleOf(row.subcategory, language)}</span>{" "}
          <Num className="am-t3">{shortReference(row.reference, now)}</Num>
          <div className="am-t3 am-small">{text(row.needsReview ? "review.marked" : "review.unclassified")}</div>
        </>
      ),
    },
    {
      id: "opened",
      header: text("review.column.opened"),
      width: "190px",
      renderCell: (row) => <Time at={Date.parse(row.openedAt)} format="dateTime" />,
    },
    { id: "place", header: text("board.column.place"), width: "30%", clip: true, renderCell: (row) => row.placeText ?? "–" },
  ];
}
