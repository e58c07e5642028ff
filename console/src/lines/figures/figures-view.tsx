import { addDays, isPeriod, localDay, type Period } from "@amaliyat/domain/calendar";
import { Segmented } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ListBody } from "../../lists/index.ts";
import { figuresOf } from "../lines-queries.ts";
import type { LinesSearch } from "../lines-search.ts";
import { useText } from "../text.ts";
import { BY, type By } from "./figure-rows.ts";
import { FiguresCsv } from "./figures-csv.tsx";
import { FiguresHead } from "./figures-head.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { PeriodBar } from "./period-bar.tsx";
import "./figures.css";

/** How soon calls were answered in a period, by line, nature and hour. Each reading is logged. */
export function FiguresView(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const today = localDay(useNow());
  const { from = "", to = "" }: LinesSearch = useSearch({ from: "/lines" });
  const period: Period = isPeriod({ from, to }) ? { from, to } : { from: addDays(today, -6), to: today };
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
        <div className="list-filter">
          <PeriodBar
            key={`${period.from}/${period.to}`}
            period={period}
            today={today}
            onChange={(next) => void navigate({ to: "/lines", search: { view: "figures", ...next } })}
          />
        </div>
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
