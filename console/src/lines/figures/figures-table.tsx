import type { CallFigures } from "@amaliyat/contract/calls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { isolate, Num, useFormat } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { FIGURES, kindOf, rowsBy, type By, type FigureName, type FigureRow } from "./figure-rows.ts";
import { useKeyWords } from "./key-words.ts";

/** All figures by one of the three ways, with the whole at the foot. */
export function FiguresTable({ figures, by }: { readonly figures: CallFigures; readonly by: By }): ReactNode {
  const text = useText();
  const written = useWritten();
  const keyWords = useKeyWords();
  const columns: readonly Column<FigureRow>[] = [
    {
      id: "key",
      header: text(`figures.by_${by}`),
      width: "22%",
      renderCell: ({ key }) => (
        <span className="am-strong">{by === "hour" ? <Num>{keyWords(by, key)}</Num> : isolate(keyWords(by, key))}</span>
      ),
      sortValue: ({ key }) => keyWords(by, key),
    },
    ...FIGURES.map(([name, of]) => ({
      id: name,
      header: text(`figure.${name}`),
      number: true,
      renderCell: ({ part }: FigureRow) => <Num>{written(name, of(part))}</Num>,
      sortValue: ({ part }: FigureRow) => of(part),
    })),
  ];
  const foot = (
    <tr>
      <th scope="row" className="am-table__cell am-strong">
        {text("figures.all")}
      </th>
      {FIGURES.map(([name, of]) => (
        <td key={name} className="am-table__cell am-table__cell--number">
          <Num>{written(name, of(figures.all))}</Num>
        </td>
      ))}
    </tr>
  );
  return (
    <Table
      key={by}
      label={text(`figures.by_${by}`)}
      columns={columns}
      rows={rowsBy(figures, by)}
      rowKey={({ key }) => key}
      foot={foot}
      empty={<EmptyState title={text("figures.none")} text={text("figures.none_text")} />}
    />
  );
}

/** A figure in the reader's language; a dash where nothing was counted. */
function useWritten(): (name: FigureName, value: number | null) => string {
  const format = useFormat();
  return (name, value) => {
    if (value === null) return "–";
    const kind = kindOf(name);
    return kind === "share" ? format.percent(value) : kind === "time" ? format.seconds(value * 1000) : format.number(value);
  };
}
