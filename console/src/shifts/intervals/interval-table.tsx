import type { IntervalFigures, IntervalRow, LimitSet } from "@amaliyat/contract/shifts";
import { CATEGORIES } from "@amaliyat/domain/interventions";
import { INTERVAL_LABELS, isLimitCode, LIMIT_LABELS } from "@amaliyat/domain/shifts";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import TrendingUp from "lucide-react/icons/trending-up";
import type { ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";

type TableProps = { readonly figures: IntervalFigures; readonly limits: LimitSet | null; readonly short?: boolean };

/** The target of an interval in seconds; null where it has none. */
const targetOf = (limits: LimitSet | null, interval: string): number | null =>
  limits !== null && isLimitCode(interval) && interval in LIMIT_LABELS ? limits.values[interval] : null;

/** The figures of a period against their targets; `short` leaves out columns that do not fit a side panel. */
export function IntervalTable({ figures, limits, short = false }: TableProps): ReactNode {
  const text = useText();
  const columns = useColumns(figures, limits, short);
  return (
    <Table
      label={text("view.intervals")}
      columns={columns}
      rows={figures.rows}
      rowKey={(row) => `${row.key}/${row.interval}`}
      empty={<EmptyState title={text("intervals.none")} text={text("intervals.none_text")} />}
    />
  );
}

function useColumns(figures: IntervalFigures, limits: LimitSet | null, short: boolean): readonly Column<IntervalRow>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const keyWords = (key: string): string => {
    if (key === "?") return text("unknown");
    if (figures.by === "category") return CATEGORIES.find((one) => one.code === key)?.labels[language] ?? key;
    if (figures.by === "sector") return sectors.find((one) => one.sectorId === key)?.names[language] ?? key;
    return figures.by === "hour" ? `${key}:00` : key;
  };
  const seconds = (value: number | null): string => (value === null ? "–" : format.duration(value * 1000));
  const count = (id: "negative" | "missing" | "pending"): Column<IntervalRow> => ({
    id,
    header: text(`intervals.${id}`),
    number: true,
    width: "130px",
    renderCell: (row) => <Num className={row[id] === 0 ? "am-t3" : undefined}>{format.number(row[id])}</Num>,
  });
  const part = (id: "p50" | "p90" | "p95"): Column<IntervalRow> => ({
    id,
    header: id.toUpperCase(),
    number: true,
    width: short ? "84px" : "120px",
    renderCell: (row) => {
      const target = targetOf(limits, row.interval);
      const beyond = id === "p90" && target !== null && row.p90 !== null && row.p90 > target;
      return (
        <span className={beyond ? "am-act shifts-beyond" : undefined}>
          {beyond && <TrendingUp size={14} role="img" aria-label={text("intervals.beyond")} />}
          <Num>{seconds(row[id])}</Num>
        </span>
      );
    },
  });
  return [
    ...(figures.by === "all"
      ? []
      : [{ id: "key", header: text(`intervals.group.${figures.by}`), width: "24%", renderCell: (row: IntervalRow) => keyWords(row.key) }]),
    { id: "step", header: text("intervals.step"), renderCell: (row) => INTERVAL_LABELS[row.interval][language] },
    {
      id: "sample",
      header: text("intervals.sample"),
      number: true,
      width: "84px",
      renderCell: (row) => <Num>{format.number(row.sample)}</Num>,
    },
    part("p50"),
    part("p90"),
    ...(short ? [] : [part("p95")]),
    ...(short
      ? []
      : [
          {
            id: "target",
            header: text("intervals.target"),
            number: true,
            width: "120px",
            renderCell: (row: IntervalRow) => <Num className="am-t2">{seconds(targetOf(limits, row.interval))}</Num>,
          },
          count("negative"),
          count("missing"),
          count("pending"),
        ]),
  ];
}
