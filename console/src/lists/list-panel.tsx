import { Segmented } from "@amaliyat/ui/controls";
import { searchItems } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ListBody, NoneFound } from "./list-body.tsx";
import { ListSearch } from "./list-search.tsx";
import "./lists.css";

/** Part of a list that is shown. */
export type ListFilter<Row, Shown extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: Shown; readonly label: ReactNode }[];
  readonly initial: Shown;
  readonly answers: (row: Row, shown: Shown) => boolean;
};

export type ListPanelProps<Row, Shown extends string> = {
  /** Title of the panel, name of the table, and name of the data being loaded. */
  readonly title: string;
  readonly list: UseQueryResult<readonly Row[]>;
  readonly act?: ReactNode;
  /** Placeholder of the search, and the text of a row that it searches. */
  readonly search: string;
  readonly wordsOf: (row: Row) => string;
  readonly filter?: ListFilter<Row, Shown>;
  /** A second choice between search and filter, of which `answers` knows. */
  readonly besides?: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight?: number;
  readonly initialSort?: { readonly column: string; readonly direction: "ascending" | "descending" };
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** Said where nothing is there at all. */
  readonly empty?: ReactNode;
};

/** A list with search and filters, beside its open item. */
export function ListPanel<Row, Shown extends string = never>(props: ListPanelProps<Row, Shown>): ReactNode {
  const { title, list, act, search, wordsOf, filter, besides, columns, rowKey, rowHeight = 56, initialSort, open, onOpen, empty } = props;
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(filter?.initial);
  const all = list.data ?? [];
  const kept = filter === undefined || shown === undefined ? all : all.filter((row) => filter.answers(row, shown));
  const rows = searchItems(kept, query, wordsOf);
  return (
    <Panel title={title} count={list.data ? rows.length : undefined} region className="list-main" actions={act}>
      <div className="list-filter">
        <ListSearch placeholder={search} value={query} onChange={setQuery} />
        {besides}
        {filter !== undefined && shown !== undefined && (
          <Segmented size="s" label={filter.label} options={filter.options} value={shown} onChange={setShown} />
        )}
      </div>
      <ListBody query={list} what={title}>
        {() => (
          <Table
            label={title}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            selected={open}
            onSelect={onOpen}
            rowHeight={rowHeight}
            {...(initialSort === undefined ? {} : { initialSort })}
            empty={all.length === 0 && empty !== undefined ? empty : <NoneFound />}
          />
        )}
      </ListBody>
    </Panel>
  );
}
