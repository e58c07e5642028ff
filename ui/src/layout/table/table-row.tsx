import type { ReactNode } from "react";
import { classNames } from "../../controls/class-names.ts";
import type { Column } from "./columns.ts";

interface TableRowProps<Row> {
  readonly row: Row;
  readonly rowId: string;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  readonly height: number | undefined;
  /** Undefined when rows cannot be selected. */
  readonly selected: boolean | undefined;
  /** Tab stops here. */
  readonly stop: boolean;
  readonly onSelect: ((key: string) => void) | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
}

export function TableRow<Row>({ row, rowId, columns, index, height, selected, stop, onSelect, onOpen }: TableRowProps<Row>): ReactNode {
  const selecting = selected !== undefined && {
    role: "row",
    tabIndex: stop ? 0 : -1,
    "data-key": rowId,
    "aria-selected": selected,
    "aria-rowindex": index + 2,
    onClick: () => onSelect?.(rowId),
    onDoubleClick: () => onOpen?.(row),
  };
  return (
    <tr
      {...(selecting || {})}
      className={classNames("am-table__row", selecting && "am-table__row--selectable")}
      style={height === undefined ? undefined : { blockSize: height }}
    >
      {columns.map((column) => (
        <td
          key={column.id}
          className={classNames("am-table__cell", column.number && "am-table__cell--number", column.clip && "am-table__cell--clip")}
        >
          {column.renderCell(row)}
        </td>
      ))}
    </tr>
  );
}
