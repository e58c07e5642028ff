import { percent } from "@amaliyat/domain/statistics";
import { Code, Num } from "@amaliyat/ui/i18n";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState, type ReactNode } from "react";
import { groupedSubcategories, sumOf, type CategoryGroup, type Split } from "./figures.ts";
import { labelOf, showsCode } from "./labels.ts";
import { usePaper } from "./paper-context.ts";

/** All sub-categories under their categories. On the screen a category can be folded; the print is always whole. */
export function Subcategories({ split }: { readonly split: Split }): ReactNode {
  const { text, format } = usePaper();
  const total = sumOf(split);
  return (
    <>
      <div className="bulletin-columns">
        {groupedSubcategories(split).map((group) => (
          <Group key={group.code} group={group} total={total} />
        ))}
      </div>
      <p className="bulletin-sub-total">
        <span>{text("paper.total")}</span>
        <Num>{format.number(total)}</Num>
      </p>
    </>
  );
}

function Group({ group, total }: { readonly group: CategoryGroup; readonly total: number }): ReactNode {
  const { format, language, sectors } = usePaper();
  const [open, setOpen] = useState(true);
  const share = percent(group.count, total);
  const [only] = group.parts;
  const single = group.parts.length === 1 && only?.key === group.code;
  return (
    <table className="bulletin-table bulletin-table--small bulletin-group" data-folded={!open || undefined}>
      <thead>
        <tr>
          <th scope="rowgroup">
            <button type="button" className="bulletin-group__button" aria-expanded={open} onClick={() => setOpen(!open)}>
              <ChevronDown size={14} aria-hidden="true" />
              {labelOf("category", group.code, language, sectors)}
            </button>
          </th>
          <td className="bulletin-table__code">{showsCode("category", group.code) && <Code>{group.code}</Code>}</td>
          <td className="bulletin-table__count">
            <Num>{format.number(group.count)}</Num>
          </td>
          <td className="bulletin-table__share">{share !== null && <Num>{format.percent(share / 100)}</Num>}</td>
        </tr>
      </thead>
      {!single && (
        <tbody>
          {group.parts.map(({ key, count }) => (
            <tr key={key} data-none={count === 0 || undefined}>
              <th scope="row">{labelOf("subcategory", key, language, sectors)}</th>
              <td className="bulletin-table__code">
                <Code>{key}</Code>
              </td>
              <td className="bulletin-table__count">
                <Num>{format.number(count)}</Num>
              </td>
            </tr>
          ))}
        </tbody>
      )}
    </table>
  );
}
