import { isPeriod } from "@amaliyat/domain/calendar";
import { Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { statistics } from "@amaliyat/contract/statistics";
import { BulletinView } from "./bulletin-view.tsx";
import { useText } from "./text.ts";
import { useMay } from "../session/index.ts";
import { ImportForm } from "./imports/import-form.tsx";
import { ImportTable } from "./imports/import-table.tsx";
import "./statistics.css";

const VIEWS = ["bulletin", "imports"] as const;

/** Handing in a file beside the files handed in before. A supervisor sees the list only. */
function ImportsView({ tabs }: { readonly tabs: ReactNode }): ReactNode {
  const mayStart = useMay(statistics.startImport);
  return (
    <>
      <div className="statistics-bar">{tabs}</div>
      <div className="statistics-imports">
        {mayStart && <ImportForm />}
        <ImportTable mayAct={mayStart} />
      </div>
    </>
  );
}

/** The analyst's screen: the bulletin of a period, and the files that history comes from. */
export function StatisticsScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const search = useSearch({ from: "/statistics" });
  const { from = "", to = "", language } = search;
  const view = search.view ?? "bulletin";
  const tabs = VIEWS.map((value) => ({ value, label: text(`view.${value}`) }));
  const choose = (
    <Tabs
      label={text("title")}
      tabs={tabs}
      value={view}
      onChange={(next) => void navigate({ to: "/statistics", search: { ...search, view: next === "imports" ? next : undefined } })}
    />
  );
  return (
    <div className="statistics">
      {view === "imports" ? (
        <ImportsView tabs={choose} />
      ) : (
        <BulletinView
          tabs={choose}
          period={isPeriod({ from, to }) ? { from, to } : null}
          language={language ?? null}
          onChange={({ period, language: next }) =>
            void navigate({ to: "/statistics", search: { ...period, language: next }, replace: true })
          }
        />
      )}
    </div>
  );
}
