import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import type { ReactNode } from "react";
import { classNames } from "../../controls/class-names.ts";
import { useUiText } from "../../i18n/use-i18n.ts";
import type { Column, Sort } from "./columns.ts";

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
}

export function TableHead<Row>({ columns, sort, onSort }: TableHeadProps<Row>): ReactNode {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const sorted = sort?.column === column.id ? sort.direction : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              className={classNames("am-table__head", column.number && "am-table__head--number")}
              style={column.width ? { inlineSize: column.width } : undefined}
              aria-sort={sorted ?? (column.sortValue ? "none" : undefined)}
            >
              {column.sortValue ? <SortButton header={column.header} sorted={sorted} onSort={() => onSort(column.id)} /> : column.header}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface SortButtonProps {
  readonly header: string;
  readonly sorted: Sort["direction"] | undefined;
  readonly onSort: () => void;
}

function SortButton({ header, sorted, onSort }: SortButtonProps): ReactNode {
  const text = useUiText();
  const Arrow = sorted === undefined ? ChevronsUpDown : sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button type="button" className="am-table__sort" title={text("sort.by", { column: header })} onClick={onSort}>
      {header}
      <Arrow className="am-table__arrow" size={14} aria-hidden="true" />
    </button>
  );
}
