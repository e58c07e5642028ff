import type { ReportCard } from "@amaliyat/contract/reports";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import SearchX from "lucide-react/icons/search-x";
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { problemOf } from "../../api/index.ts";
import { reportCardOf } from "../report-lists.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { CardForms } from "./forms/card-forms.tsx";
import { CardHead } from "./card-head.tsx";
import { EventsPanel } from "./events-panel.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { LikelyPanel } from "./likely/likely-panel.tsx";
import { MakePanel } from "./make-panel.tsx";
import { PlacePanel } from "./place-panel.tsx";
import { ThreadPanel } from "./thread-panel.tsx";
import type { Writing } from "./writing.ts";
import { useCardActs } from "./use-card-acts.ts";
import { useMake } from "./use-make.ts";
import { WordsPanel } from "./words-panel.tsx";
import "../reports.css";
import "./report-card.css";

/** One report. Coming here opens it, which is logged: words, files, place, candidates for the same event, and its acts. */
export function ReportScreen(): ReactNode {
  const text = useText();
  const { reportId } = useParams({ from: "/reports/$reportId" });
  const query = useQuery(reportCardOf(reportId));
  if (query.data) return <Card key={reportId} card={query.data} />;
  if (problemOf(query.error)?.status === 404) {
    const act = (
      <Link to="/reports" className="am-button">
        {text("card.to_list")}
      </Link>
    );
    return <EmptyState icon={<SearchX size={24} />} title={text("card.not_found")} text={text("card.not_found_text")} act={act} />;
  }
  return query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("card.loading")} lines={8} />;
}

function Card({ card }: { readonly card: ReportCard }): ReactNode {
  const navigate = useNavigate();
  const writing = useRef<Writing>(null);
  const making = useMake(card);
  const acts = useCardActs({ card, make: making.make, write: (kind) => writing.current?.begin(kind) });
  useShortcut("Escape", () => void navigate({ to: "/reports" }), { enabled: acts.form === null });
  const { begin } = useSearch({ from: "/reports/$reportId" });
  const takeAtOnce = useEffectEvent(() => {
    // A report that somebody has taken stays with that person.
    if (card.state === "waiting") acts.act("take");
    void navigate({ to: "/reports/$reportId", params: { reportId: card.reportId }, search: {}, replace: true });
  });
  useEffect(() => {
    if (begin === "take") takeAtOnce();
  }, [begin]);
  return (
    <article className="report-card" data-report={card.reference} data-state={card.state}>
      <CardHead card={card} acts={acts} />
      <div className="report-card__body">
        <div className="report-card__column">
          <WordsPanel card={card} acts={acts} />
          <ThreadPanel card={card} ref={writing} acts={acts} />
        </div>
        <div className="report-card__column">
          <FilesPanel card={card} />
          <LikelyPanel card={card} canJoin={acts.can.has("join")} making={making} />
          <MakePanel card={card} making={making} acts={acts} />
        </div>
        <div className="report-card__column">
          <PlacePanel card={card} acts={acts} />
          <EventsPanel card={card} />
        </div>
      </div>
      <CardForms card={card} acts={acts} />
    </article>
  );
}
