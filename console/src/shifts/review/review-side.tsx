import type { Problem } from "@amaliyat/contract/route";
import type { ReviewRow } from "@amaliyat/contract/shifts";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { Button } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Code, Num, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { shortReference, titleOf, PickList, subcategoryPicks } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

type SideProps = {
  readonly row: ReviewRow;
  readonly busy: boolean;
  readonly refused: Problem | null;
  /** The right sub-category; null where the one it has is right. */
  readonly onJudge: (code: string | null) => void;
};

/** One intervention to review: its outcome, and the list of categories beside it. */
export function ReviewSide({ row, busy, refused, onJudge }: SideProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const [typed, setTyped] = useState({ of: "", query: "" });
  const query = typed.of === row.interventionId ? typed.query : "";
  const panel = useRef<HTMLElement>(null);
  const mayKeep = row.subcategory !== UNCLASSIFIED;
  useShortcut("Ctrl+Enter", () => onJudge(null), { within: panel, whileTyping: true, enabled: mayKeep && !busy });
  const picks = subcategoryPicks(query, language).map((one) => ({
    id: one.code,
    label: one.label,
    digit: one.digit,
    detail: (
      <>
        {one.category} <Code>{one.code}</Code>
      </>
    ),
  }));
  const title = (
    <>
      {titleOf(row.subcategory, language)} <Num className="am-t2">{shortReference(row.reference, now)}</Num>
    </>
  );
  return (
    <Panel
      ref={panel}
      title={title}
      region
      padded
      className="list-side"
      actions={
        <Link to="/interventions/$interventionId" params={{ interventionId: row.interventionId }} className="am-button am-button--s">
          {text("review.card")}
        </Link>
      }
    >
      <dl className="shifts-facts">
        <dt>{text("board.column.place")}</dt>
        <dd>{row.placeText === null ? text("unknown") : <Bdi>{row.placeText}</Bdi>}</dd>
        <dt>{text("review.outcome")}</dt>
        <dd>{row.outcome === null ? <span className="am-t3">{text("review.no_outcome")}</span> : <Bdi>{row.outcome}</Bdi>}</dd>
      </dl>
      <Refusal problem={refused} />
      {mayKeep && (
        <Button shortcut="Ctrl+Enter" loading={busy} onClick={() => onJudge(null)}>
          {text("review.keep")}
        </Button>
      )}
      <PickList
        label={text("review.search")}
        query={query}
        onQuery={(next) => setTyped({ of: row.interventionId, query: next })}
        picks={picks}
        onPick={onJudge}
        chosen={row.subcategory}
        busy={busy}
      />
    </Panel>
  );
}
