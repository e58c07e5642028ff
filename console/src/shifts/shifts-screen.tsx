import { NoPermissionState } from "@amaliyat/ui/feedback";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { useSession } from "../session/index.ts";
import { BoardView } from "./board/board-view.tsx";
import { GlanceView } from "./glance/glance-view.tsx";
import { HandOverView } from "./hand-over/hand-over-view.tsx";
import { IntervalsView } from "./intervals/intervals-view.tsx";
import { LimitsView } from "./limits/limits-view.tsx";
import { PlanView } from "./plan/plan-view.tsx";
import { ReviewView } from "./review/review-view.tsx";
import { RosterView } from "./roster/roster-view.tsx";
import { viewsOf, type ShiftsView } from "./shifts-search.ts";
import { useText } from "./text.ts";
import "./shifts.css";

/** The shift: urgent matters, hand-over, roster, intervals. */
export function ShiftsScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { role } = useSession().user;
  const { view: asked, open = null } = useSearch({ from: "/shifts" });
  const views = viewsOf(role);
  const view = views.find((one) => one === asked) ?? views[0];
  const show = (next: ShiftsView, id: string | null = null): void =>
    void navigate({ to: "/shifts", search: { view: next, ...(id === null ? {} : { open: id }) } });
  if (view === undefined) return <NoPermissionState logged={false} reason={text("title")} />;
  return (
    <div className="list-screen">
      <ViewBar label={text("title")} views={views} view={view} labelOf={(one) => text(`view.${one}`)} onChange={(next) => show(next)} />
      {view === "board" && <BoardView onReview={() => show("review")} />}
      {view === "glance" && <GlanceView />}
      {view === "review" && <ReviewView />}
      {view === "log" && <HandOverView open={open} onOpen={(id) => show("log", id)} />}
      {view === "roster" && <RosterView />}
      {view === "plan" && <PlanView onLog={(id) => show("log", id)} />}
      {view === "intervals" && <IntervalsView />}
      {view === "limits" && <LimitsView />}
    </div>
  );
}
