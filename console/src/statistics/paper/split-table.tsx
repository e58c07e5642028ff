import { sharesOf, totalOf, type FigureKind } from "@amaliyat/domain/statistics";
import { Bdi, Code, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { counted, type Split } from "./figures.ts";
import { labelOf, showsCode } from "./labels.ts";
import { usePaper } from "./paper-context.ts";

export type SplitTableProps = {
  /** Kind of figure; a total never mixes two kinds. */
  readonly of: FigureKind;
  readonly split: Split;
  readonly title: string;
  readonly note?: string | undefined;
};

/** One breakdown with the share of each row and the sum of all. */
export function SplitTable({ of, split, title, note }: SplitTableProps): ReactNode {
  const { text, format, language, sectors } = usePaper();
  const breakdown = counted(of, split);
  return (
    <section className="bulletin-split">
      <h3>{title}</h3>
      <table className="bulletin-table bulletin-table--small">
        <tbody>
          {sharesOf(breakdown).map(({ key, count, percent }) => (
            <tr key={key} data-none={count === 0 || undefined}>
              <th scope="row">
                <Bdi>{labelOf(split.by, key, language, sectors, of)}</Bdi>
              </th>
              <td className="bulletin-table__code">{showsCode(split.by, key) && <Code>{key}</Code>}</td>
              <td className="bulletin-table__count">
                <Num>{format.number(count)}</Num>
              </td>
              <td className="bulletin-table__share">{percent !== null && <Num>{format.percent(percent / 100)}</Num>}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text("paper.total")}
            </th>
            <td className="bulletin-table__count">
              <Num>{format.number(totalOf(breakdown).count)}</Num>
            </td>
          </tr>
        </tfoot>
      </table>
      {note && <p className="bulletin-grey">{note}</p>}
    </section>
  );
}
