import type { Unit } from "@amaliyat/contract/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import type { UseQueryResult } from "@tanstack/react-query";
import Car from "lucide-react/icons/car";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { ListPanel } from "../../lists/index.ts";
import { outWords } from "../../facts/index.ts";
import { usePersonNames, type PersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useUnitColumns, useUnitWords } from "./unit-columns.tsx";

export type UnitListProps = {
  readonly units: UseQueryResult<readonly Unit[]>;
  readonly selected: string | null;
  readonly onSelect: (unitId: string) => void;
  /** Null for those who may not make one. */
  readonly onNew: (() => void) | null;
};

export const UNIT_FILTERS = ["all", "in_service", "at_work", "out_of_service"] as const;
type UnitFilter = (typeof UNIT_FILTERS)[number];

/** Out of service are units that somebody took out; at work are those that are sent somewhere. */
export function answersFilter({ status }: Pick<Unit, "status">, filter: UnitFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "in_service":
      return status !== "unavailable";
    case "at_work":
      return status === "assigned" || status === "en_route" || status === "on_scene";
    case "out_of_service":
      return status === "unavailable";
  }
}

/** Names by which a unit is found: of its speakers, and of its crew as somebody typed them. */
export const namesIn = ({ speakers, crew }: Pick<Unit, "speakers" | "crew">, words: PersonNames["words"]): string =>
  [...speakers.map(({ name }) => name), ...crew].map(words).join(" ");

export function UnitList({ units, selected, onSelect, onNew }: UnitListProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const words = useUnitWords(language);
  const columns = useUnitColumns(words);
  const all = units.data ?? [];
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
    <ListPanel
      title={text("view.units")}
      list={units}
      act={make}
      search={text("units.search")}
      wordsOf={(unit) =>
        [unit.code, words.kind(unit), words.sector(unit), namesIn(unit, names.words), outWords(unit, language) ?? ""].join(" ")
      }
      filter={{ label: text("units.filter.label"), options, initial: "all", answers: answersFilter }}
      columns={columns}
      rowKey={({ unitId }) => unitId}
      initialSort={{ column: "code", direction: "ascending" }}
      open={selected}
      onOpen={onSelect}
      empty={<EmptyState icon={<Car size={24} />} title={text("units.empty")} text={text("units.empty_text")} act={make} />}
    />
  );
}
