import { Chip, Segmented } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { LIMIT_LABELS, type Wait, boardOf, type BoardRow, type Limits } from "@amaliyat/domain/shifts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import Clock from "lucide-react/icons/clock-alert";
import { useState, type ReactNode } from "react";
import { activeUnits, levelOf, limitsInForce, shortReference, titleOf, UnreadGlyph, useInterventions } from "../../facts/index.ts";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { useText } from "../text.ts";
import { BoardSide } from "./board-side.tsx";
import { workOf } from "./work-of.ts";
import type { InterventionRow } from "@amaliyat/contract/interventions";

type ShownRow = BoardRow & { readonly row: InterventionRow };

/** The open rows of the queue as the board orders and judges them. */
function boardRows(rows: readonly InterventionRow[], limits: Limits, at: number): readonly ShownRow[] {
  const byId = new Map(rows.map((row) => [row.interventionId, row]));
  const open = rows.filter((row) => row.state === "open").map(workOf);
  return boardOf(open, limits, at).flatMap((judged) => {
    const row = byId.get(judged.work.interventionId);
    return row ? [{ ...judged, row }] : [];
  });
}

const SHOWN = ["all", "late"] as const;

/** Everything open, the most pressing first, with what each waits for and where that is too long. */
export function BoardView({ onReview }: { readonly onReview: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const now = useNow();
  const interventions = useInterventions();
  const limits = useQuery(limitsInForce);
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useColumns();
  const all = limits.data && interventions.data ? boardRows(interventions.data, limits.data.values, now) : [];
  const rows = searchItems(
    all.filter((one) => shown === "all" || one.late),
    query,
    ({ row }) => `${titleOf(row.subcategory, language)} ${row.reference} ${row.placeText ?? ""}`,
  );
  const options = SHOWN.map((value) => ({ value, label: text(value === "all" ? "board.all" : "board.late_only") }));
  return (
    <div className="list-columns">
      <Panel title={text("board.open")} count={all.length} aside={text("board.sorted")} region className="list-main">
        <div className="list-filter">
          <ListSearch placeholder={text("board.search")} value={query} onChange={setQuery} />
          <Segmented size="s" label={text("board.filter")} options={options} value={shown} onChange={setShown} />
        </div>
        <ListBody query={limits} what={text("board.open")}>
          {() => (
            <ListBody query={interventions} what={text("board.open")}>
              {() => (
                <Table
                  label={text("board.open")}
                  columns={columns}
                  rows={rows}
                  rowKey={({ work }) => work.interventionId}
                  selected={selected}
                  onSelect={setSelected}
                  onOpen={({ work }) =>
                    void navigate({ to: "/interventions/$interventionId", params: { interventionId: work.interventionId } })
                  }
                  rowHeight={56}
                  empty={all.length === 0 ? <EmptyState title={text("board.none")} text={text("board.none_text")} /> : <NoneFound />}
                />
              )}
            </ListBody>
          )}
        </ListBody>
      </Panel>
      <BoardSide limits={limits.data ?? null} onReview={onReview} />
    </div>
  );
}

function useColumns(): readonly Column<ShownRow>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  return [
    {
      id: "title",
      header: text("board.column.title"),
      width: "30%",
      renderCell: ({ row }) => (
        <span className="shifts-title">
          <PriorityGlyph priority={levelOf(row.priority)} size={24} />
          <span>
            <span className="am-strong">{titleOf(row.subcategory, language)}</span>{" "}
            <Num className="am-t3">{shortReference(row.reference, now)}</Num>
            <span className="am-t3 am-small shifts-place">{row.placeText === null ? "" : <Bdi>{row.placeText}</Bdi>}</span>
          </span>
        </span>
      ),
    },
    {
      id: "age",
      header: text("board.column.age"),
      width: "110px",
      number: true,
      renderCell: ({ ageMs }) => <Num>{format.age(ageMs)}</Num>,
    },
    {
      id: "waits",
      header: text("board.column.waits"),
      renderCell: ({ waits }) => <Waits waits={waits} now={now} />,
    },
    {
      id: "units",
      header: text("board.column.units"),
      width: "170px",
      renderCell: ({ row }) => {
        const units = activeUnits(row);
        if (units.length === 0) return <span className="am-t3">–</span>;
        return units.map((unit, nth) => (
          <span key={unit.assignmentId}>
            {nth > 0 && " · "}
            <Num>{unit.unitCode}</Num> <UnreadGlyph assignment={unit} />
          </span>
        ));
      },
    },
  ];
}

/** Waits of a row; an age within its limit is left out. */
function Waits({ waits, now }: { readonly waits: readonly Wait[]; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const told = waits.filter((wait) => wait.over || wait.watched !== "age");
  return (
    <span className="shifts-chips">
      {told.map(({ watched, since, over }) => (
        <Chip
          key={watched}
          tone={over ? "act" : "normal"}
          icon={over ? <Clock size={14} role="img" aria-label={text("board.late")} /> : undefined}
        >
          {LIMIT_LABELS[watched][language]} <Num>{format.age(now - since)}</Num>
        </Chip>
      ))}
    </span>
  );
}
