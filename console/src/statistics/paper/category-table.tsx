import { sharesOf } from "@amaliyat/domain/statistics";
import { Code, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { counted, sumOf, type Split } from "./figures.ts";
import { labelOf, showsCode } from "./labels.ts";
import { usePaper } from "./paper-context.ts";

/** Video interventions by category: the published table, its total the sum of its rows. */
export function CategoryTable({ split }: { readonly split: Split }): ReactNode {
  const { text, format, language, sectors } = usePaper();
  const total = sumOf(split);
  const shares = sharesOf(counted("interventions", split));
  const most = Math.max(1, ...split.parts.map((part) => part.count));
  return (
    <section>
      <h2>{text("paper.by_category")}</h2>
      <table className="bulletin-table">
        <thead>
          <tr>
            <th scope="col">{text("paper.category")}</th>
            <th scope="col" className="bulletin-table__code">
              <span className="am-hidden-visually">{text("paper.code")}</span>
            </th>
            <th scope="col" className="bulletin-table__count">
              {text("paper.count")}
            </th>
            <th scope="col" className="bulletin-table__share">
              {text("paper.share")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ key, count, percent }) => (
            <tr key={key}>
              <th scope="row">{labelOf(split.by, key, language, sectors)}</th>
              <td className="bulletin-table__code">{showsCode(split.by, key) && <Code>{key}</Code>}</td>
              <td className="bulletin-table__count">
                <Num>{format.number(count)}</Num>
              </td>
              <td className="bulletin-table__share">{percent !== null && <Num>{format.percent(percent / 100)}</Num>}</td>
              <td className="bulletin-table__bar">{count > 0 && <i style={{ inlineSize: `${(count / most) * 100}%` }} />}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text("paper.total")}
            </th>
            <td className="bulletin-table__count">
              <Num>{format.number(total)}</Num>
            </td>
            <td className="bulletin-table__share">{total > 0 && <Num>{format.percent(1, 0)}</Num>}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
