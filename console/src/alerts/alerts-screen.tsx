import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import type { PublicAlertStanding } from "@amaliyat/domain/alerts";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { EmptyState, NoPermissionState } from "@amaliyat/ui/feedback";
import { Num } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Megaphone from "lucide-react/icons/megaphone";
import { useState, type ReactNode } from "react";
import { ListBody } from "../lists/index.ts";
import { useMay } from "../session/index.ts";
import { AlertForm } from "./form/alert-form.tsx";
import { alertList } from "./alert-queries.ts";
import { AlertSide } from "./alert-side.tsx";
import { AlertTitle, KindIcon, KindName, Span, StandingChip } from "./alert-words.tsx";
import { useText } from "./text.ts";
import "./alerts.css";

/** Alerts of the room to the town: the list, and the open alert. */
export function AlertsScreen(): ReactNode {
  const text = useText();
  return useMay(alerts.list) ? <Alerts /> : <NoPermissionState logged={false} reason={text("title")} />;
}

const FILTERS = ["open", "over", "all"] as const;
type Filter = (typeof FILTERS)[number];
const OVER: readonly PublicAlertStanding[] = ["expired", "ended"];
const isShown = (filter: Filter, { standing }: PublicAlertRow): boolean =>
  filter === "all" || OVER.includes(standing) === (filter === "over");

function Alerts(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { open = null } = useSearch({ from: "/alerts" });
  const [filter, setFilter] = useState<Filter>("open");
  const list = useQuery(alertList);
  const columns = useColumns();
  const show = (next: string): void => void navigate({ to: "/alerts", search: { open: next } });
  const listed = (rows: readonly PublicAlertRow[]): PublicAlertRow[] => rows.filter((row) => isShown(filter, row));
  return (
    <div className="list-screen">
      <div className="list-columns">
        <Panel
          title={text("title")}
          count={list.data && listed(list.data).length}
          region
          className="list-main"
          actions={
            <Button size="s" variant="primary" onClick={() => show("new")}>
              {text("list.new")}
            </Button>
          }
        >
          <div className="list-filter">
            <Segmented
              size="s"
              label={text("list.filter")}
              options={FILTERS.map((value) => ({ value, label: text(`list.${value}`) }))}
              value={filter}
              onChange={setFilter}
            />
          </div>
          <ListBody query={list} what={text("title")}>
            {(rows) => (
              <Table
                label={text("title")}
                columns={columns}
                rows={listed(rows)}
                rowKey={(one) => one.alertId}
                selected={open}
                onSelect={show}
                rowHeight={72}
                empty={<EmptyState icon={<Megaphone size={24} />} title={text("list.none")} text={text("list.none_text")} />}
              />
            )}
          </ListBody>
        </Panel>
        <Opened open={open} rows={list.data ?? []} onSaved={show} />
      </div>
    </div>
  );
}

type OpenedProps = { readonly open: string | null; readonly rows: readonly PublicAlertRow[]; readonly onSaved: (alertId: string) => void };

function Opened({ open, rows, onSaved }: OpenedProps): ReactNode {
  const text = useText();
  if (open === "new")
    return (
      <Panel title={text("list.new")} region className="list-side">
        <AlertForm row={null} onSaved={onSaved} />
      </Panel>
    );
  const row = rows.find(({ alertId }) => alertId === open);
  if (row !== undefined) return <AlertSide key={row.alertId} row={row} onNew={() => onSaved("new")} />;
  return (
    <section className="am-panel list-side">
      <EmptyState icon={<Megaphone size={24} />} title={text("list.none_chosen")} text={text("list.none_chosen_text")} />
    </section>
  );
}

function useColumns(): readonly Column<PublicAlertRow>[] {
  const text = useText();
  return [
    {
      id: "what",
      header: text("field.what"),
      renderCell: (one) => (
        <div className="alerts-row">
          <KindIcon kind={one.kind} size={24} />
          <div className="alerts-row__words">
            <AlertTitle row={one} />
            <div className="am-t3 am-small">
              <KindName kind={one.kind} /> · <Num>{one.reference}</Num>
            </div>
          </div>
        </div>
      ),
    },
    {
      id: "standing",
      header: text("field.standing"),
      width: "130px",
      renderCell: (one) => <StandingChip standing={one.standing} />,
      sortValue: (one) => one.standing,
    },
    {
      id: "span",
      header: text("field.span"),
      width: "230px",
      renderCell: (one) => <Span row={one} />,
      sortValue: (one) => one.until,
    },
  ];
}
