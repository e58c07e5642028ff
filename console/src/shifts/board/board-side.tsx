import type { LimitSet } from "@amaliyat/contract/shifts";
import { shifts } from "@amaliyat/contract/shifts";
import { UNCLASSIFIED_TARGET, unclassifiedShare } from "@amaliyat/domain/shifts";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListBody } from "../../lists/index.ts";
import { useMay } from "../../session/index.ts";
import { IntervalTable } from "../intervals/interval-table.tsx";
import { intervalsOf, reviewOf } from "../shift-queries.ts";
import { lastDay, lastDays } from "../spans.ts";
import { SilentUnits } from "./silent-units.tsx";
import { useText } from "../text.ts";

type SideProps = { readonly limits: LimitSet | null; readonly onReview: () => void };

/** Beside the board: silent units, the figures of the last day, the share of the unclassified. */
export function BoardSide({ limits, onReview }: SideProps): ReactNode {
  return (
    <div className="list-side shifts-side">
      <SilentUnits limits={limits} />
      <LastDay limits={limits} />
      <UnclassifiedShare onReview={onReview} />
    </div>
  );
}

function LastDay({ limits }: Pick<SideProps, "limits">): ReactNode {
  const text = useText();
  const figures = useQuery(intervalsOf(lastDay(useNow()), "all"));
  return (
    <Panel title={text("board.today")} aside={text("view.intervals")} region>
      <ListBody query={figures} what={text("view.intervals")}>
        {(data) => <IntervalTable figures={data} limits={limits} short />}
      </ListBody>
    </Panel>
  );
}

function UnclassifiedShare({ onReview }: Pick<SideProps, "onReview">): ReactNode {
  const text = useText();
  const format = useFormat();
  const queue = useQuery({ ...reviewOf(lastDays(useNow(), 30)), enabled: useMay(shifts.review) });
  return (
    <Panel
      title={text("board.share")}
      aside={text("board.share_target", { target: format.percent(UNCLASSIFIED_TARGET, 0) })}
      actions={
        <Button size="s" onClick={onReview}>
          {text("view.review")}
        </Button>
      }
      region
    >
      <ListBody query={queue} what={text("board.share")}>
        {({ unclassified, total, waiting }) => (
          <Share share={unclassifiedShare(unclassified, total)} unclassified={unclassified} total={total} waiting={waiting} />
        )}
      </ListBody>
    </Panel>
  );
}

type ShareProps = { readonly share: number | null; readonly unclassified: number; readonly total: number; readonly waiting: number };

/** The share of what is unclassified with its sample, and how many wait to be looked at. */
export function Share({ share, unclassified, total, waiting }: ShareProps): ReactNode {
  const text = useText();
  const format = useFormat();
  if (share === null) return <p className="shifts-line am-t2">{text("board.share_none")}</p>;
  return (
    <p className="shifts-line">
      <Num className={share < UNCLASSIFIED_TARGET ? "shifts-figure" : "shifts-figure am-act"}>{format.percent(share, 1)}</Num>
      <Num className="am-t2">{`${format.number(unclassified)} / ${format.number(total)}`}</Num>
      {share >= UNCLASSIFIED_TARGET && <Chip tone="act">{text("intervals.beyond")}</Chip>}
      <span className="am-t2">
        {text("review.waiting")} <Num>{format.number(waiting)}</Num>
      </span>
    </p>
  );
}
