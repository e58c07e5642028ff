import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ViewBar } from "../../lists/index.ts";
import { IncomingPanel } from "../incoming/incoming-panel.tsx";
import { REPORT_VIEWS, type ReportsSearch } from "../reports-search.ts";
import { useText } from "../text.ts";
import { AllView } from "./all-view.tsx";
import "../../lists/lists.css";
import "../reports.css";

/** Citizens' reports: the waiting queue, and all of them. */
export function ReportsScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { view = "queue" }: ReportsSearch = useSearch({ from: "/reports" });
  return (
    <div className="list-screen">
      <ViewBar
        label={text("title")}
        views={REPORT_VIEWS}
        view={view}
        labelOf={(one) => text(`view.${one}`)}
        onChange={(next) => void navigate({ to: "/reports", search: { view: next } })}
      >
        <span className="am-t3 am-small">{text("opening_logged")}</span>
      </ViewBar>
      {view === "all" ? (
        <AllView />
      ) : (
        <div className="list-columns">
          <IncomingPanel className="list-main reports-incoming--wide" />
        </div>
      )}
    </div>
  );
}
