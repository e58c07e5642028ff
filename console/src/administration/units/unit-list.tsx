import type { Unit } from "@amaliyat/contract/dispatch";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import type { UseQueryResult } from "@tanstack/react-query";
import Car from "lucide-react/icons/car";
import Plus from "lucide-react/icons/plus";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { outWords } from "../../room/unit-state.ts";
import { useText } from "../text.ts";
import { useUnitColumns, useUnitWords } from "./unit-columns.tsx";
import { answersFilter, UNIT_FILTERS, type UnitFilter } from "./unit-filter.ts";

export type UnitListProps = {
  readonly units: UseQueryResult<readonly Unit[]>;
  readonly selected: string | null;
  readonly onSelect: (unitId: string) => void;
  /** Null for those who may not make one. */
  readonly onNew: (() => void) | null;
};

export function UnitList({ units, selected, onSelect, onNew }: UnitListProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<UnitFilter>("all");
  const words = useUnitWords(language);
  const columns = useUnitColumns(words);
  const all = units.data ?? [];
  const rows = searchItems(
    all.filter((unit) => answersFilter(unit, filter)),
    query,
    (unit) => [unit.code, words.kind(unit), words.sector(unit), words.patrol(unit), outWords(unit, language) ?? ""].join(" "),
  );
  const options = UNIT_FILTERS.map((value) => ({
    value,
    label: (
      <>
        {text(`units.filter.${value}`)} <Num className="am-t3">{all.filter((unit) => answersFilter(unit, value)).length}</Num>
      </>
    ),
  }));
  const make = onNew && (
    <Button size="s" variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={onNew}>
      {text("units.new")}
    </Button>
  );
  return (
    <Panel title={text("view.units")} count={units.data ? rows.length : undefined} region className="list-main" actions={make}>
      <div className="list-filter">
        <ListSearch placeholder={text("units.search")} value={query} onChange={setQuery} />
        <Segmented size="s" label={text("units.filter.label")} options={options} value={filter} onChange={setFilter} />
      </div>
      <ListBody query={units} what={text("view.units")}>
        {(known) => (
          <Table
            label={text("view.units")}
            columns={columns}
            rows={rows}
            rowKey={(unit) => unit.unitId}
            selected={selected}
            onSelect={onSelect}
            rowHeight={56}
            initialSort={{ column: "code", direction: "ascending" }}
            empty={
              known.length === 0 ? (
                <EmptyState icon={<Car size={24} />} title={text("units.empty")} text={text("units.empty_text")} act={make} />
              ) : (
                <NoneFound />
              )
            }
          />
        )}
      </ListBody>
    </Panel>
  );
}
