import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { moveActive } from "../../controls/choose/combobox-state.ts";
import { EmptyState, LoadingState } from "../../feedback/state-panel.tsx";
import { useLanguage, useUiText } from "../../i18n/use-i18n.ts";
import { nextSort, sortRows, type Column, type Sort } from "./columns.ts";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { useRowWindow } from "./use-row-window.ts";

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selected?: string | null | undefined;
  /** With it rows are selected by pointer and by ↑ ↓ PageUp PageDown Home End. */
  readonly onSelect?: ((key: string) => void) | undefined;
  /** Enter or double click. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly initialSort?: Sort | undefined;
  /** With it the caller sorts (a server's list), and `sort` says how it is sorted. */
  readonly sort?: Sort | null | undefined;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  readonly loading?: boolean | undefined;
  /** Said when there is no row: what will come here. */
  readonly empty?: ReactNode;
  /** `<tr>`s for `<tfoot>`: totals. */
  readonly foot?: ReactNode;
  /** px; every row has it once the list is long (over 100 rows) and only those in view are drawn. */
  readonly rowHeight?: number | undefined;
}

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, selected = null, onSelect, onOpen, onSort, loading = false, empty, foot, rowHeight = 37 } = props;
  const text = useUiText();
  const { language } = useLanguage();
  const [ownSort, setOwnSort] = useState<Sort | null>(props.initialSort ?? null);
  const sort = onSort ? (props.sort ?? null) : ownSort;
  const sorted = onSort ? rows : sortRows(rows, columns, sort, language);
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const focusAfter = useRef<string | undefined>(undefined);
  const { window, onScroll, reveal } = useRowWindow(box, sorted.length, rowHeight);
  const chosen = sorted.findIndex((row) => rowKey(row) === selected);
  const selectable = onSelect !== undefined;

  useEffect(() => {
    if (focusAfter.current === undefined) return;
    body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(focusAfter.current)}"]`)?.focus();
    focusAfter.current = undefined;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
    if (key === undefined) return;
    const index = sorted.findIndex((row) => rowKey(row) === key);
    const row = sorted[index];
    // With Shift it is a key of the screen.
    if (event.key === "Enter" && !event.shiftKey && row && onOpen) onOpen(row);
    else {
      const target = moveActive(index, sorted.length, event.key);
      const next = sorted[target];
      if (target === index || !next) return;
      reveal(target);
      focusAfter.current = rowKey(next);
      onSelect?.(rowKey(next));
    }
    event.preventDefault();
  };
  const grid = selectable ? ({ role: "grid", "aria-rowcount": sorted.length + 1 } as const) : {};
  const stop = chosen >= window.first && chosen < window.end ? chosen : window.first;
  return (
    // A table without rows to walk through is scrolled by the keys itself.
    <div ref={box} className="am-table-box" tabIndex={selectable ? undefined : 0} onScroll={onScroll}>
      <table className="am-table" aria-label={label} {...grid}>
        <TableHead columns={columns} sort={sort} onSort={(column) => (onSort ?? setOwnSort)(nextSort(sort, column))} />
        <tbody ref={body} {...(selectable ? { onKeyDown } : {})}>
          <Spacer height={window.before} />
          {sorted.slice(window.first, window.end).map((row, offset) => {
            const index = window.first + offset;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                rowId={key}
                columns={columns}
                index={index}
                height={sorted.length > 100 ? rowHeight : undefined}
                selected={selectable ? index === chosen : undefined}
                stop={index === stop}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            );
          })}
          <Spacer height={window.after} />
        </tbody>
        {foot && rows.length > 0 && <tfoot className="am-table__foot">{foot}</tfoot>}
      </table>
      {rows.length === 0 && (loading ? <LoadingState what={label} /> : (empty ?? <EmptyState title={text("rows", { count: 0 })} />))}
    </div>
  );
}

/** A row without cells, as high as the rows that are not drawn. */
function Spacer({ height }: { readonly height: number }): ReactNode {
  return height > 0 ? <tr aria-hidden="true" style={{ blockSize: height }} /> : null;
}
