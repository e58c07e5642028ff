import { reports } from "@amaliyat/contract/reports";
import { addDays, isPeriod, localDay, type Period } from "@amaliyat/domain/calendar";
import { Segmented } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ListBody } from "../../lists/index.ts";
import { ReportFigures } from "../../reports/index.ts";
import { useMay } from "../../session/index.ts";
import { figuresOf } from "../lines-queries.ts";
import type { LinesSearch } from "../lines-search.ts";
import { useText } from "../text.ts";
import { BY, type By } from "./figure-rows.ts";
import { FiguresCsv } from "./figures-csv.tsx";
import { FiguresHead } from "./figures-head.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { PeriodBar } from "./period-bar.tsx";
import "./figures.css";

/** The figures of a period: of calls, or of citizens' reports. Each reading is logged. */
export function FiguresView(): ReactNode {
  const { of } = useSearch({ from: "/lines" });
  const mayReports = useMay(reports.figures);
  return of === "reports" && mayReports ? <OfReports /> : <OfCalls />;
}

function usePeriod(): Period {
  const today = localDay(useNow());
  const { from = "", to = "" }: LinesSearch = useSearch({ from: "/lines" });
  return isPeriod({ from, to }) ? { from, to } : { from: addDays(today, -6), to: today };
}

/** Choice of the days and of the kind of figures. */
function FiguresBar({ period }: { readonly period: Period }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const today = localDay(useNow());
  const { of }: LinesSearch = useSearch({ from: "/lines" });
  const mayReports = useMay(reports.figures);
  const show = (next: Period, what: "calls" | "reports"): void =>
    void navigate({ to: "/lines", search: { view: "figures", ...next, ...(what === "reports" ? { of: what } : {}) } });
  return (
    <div className="list-filter">
      {mayReports && (
        <Segmented
          size="s"
          label={text("figures.of_what")}
          options={(["calls", "reports"] as const).map((value) => ({ value, label: text(`figures.of_${value}`) }))}
          value={of ?? "calls"}
          onChange={(what) => show(period, what)}
        />
      )}
      <PeriodBar key={`${period.from}/${period.to}`} period={period} today={today} onChange={(next) => show(next, of ?? "calls")} />
    </div>
  );
}

function OfReports(): ReactNode {
  const text = useText();
  const period = usePeriod();
  return (
    <div className="list-columns">
      <Panel title={text("view.figures")} aside={text("figures.logged")} region className="list-main">
        <FiguresBar period={period} />
        <ReportFigures period={period} />
      </Panel>
    </div>
  );
}

/** Answering times of calls, by line, nature and hour. */
function OfCalls(): ReactNode {
  const text = useText();
  const period = usePeriod();
  const figures = useQuery(figuresOf(period));
  const [by, setBy] = useState<By>("line");
  return (
    <div className="list-columns">
      <Panel
        title={text("view.figures")}
        aside={text("figures.apart")}
        region
        className="list-main"
        actions={<FiguresCsv period={period} figures={figures.data ?? null} />}
      >
        <FiguresBar period={period} />
        <ListBody query={figures} what={text("view.figures")}>
          {(held) => (
            <>
              <FiguresHead part={held.all} />
              <div className="lines-by">
                <Segmented
                  size="s"
                  label={text("figures.by")}
                  options={BY.map((value) => ({ value, label: text(`figures.by_${value}`) }))}
                  value={by}
                  onChange={setBy}
                />
                <span className="am-t3 am-small">{text("figures.logged")}</span>
              </div>
              <FiguresTable figures={held} by={by} />
            </>
          )}
        </ListBody>
      </Panel>
    </div>
  );
}
