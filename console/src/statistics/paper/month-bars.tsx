import { shortMonths, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import type { Split } from "./figures.ts";
import { labelOf } from "./labels.ts";
import { usePaper } from "./paper-context.ts";

/** Most months that fit into a third of the page; and most that stand upright at all. */
export const SIDE_BY_SIDE = 6;
const UPRIGHT = 12;

/** A bar for each month, in the order of reading: the axis runs right to left in Arabic. */
export function MonthBars({ title, split }: { readonly title: string; readonly split: Split }): ReactNode {
  return (
    <div className="bulletin-chart">
      <h2>{title}</h2>
      {split.parts.length <= UPRIGHT ? <Upright split={split} /> : <Lying split={split} />}
    </div>
  );
}

/** Height of the highest bar. */
const BAR_PX = 66;

/** The length of a row's bar where the longest is `most` of a unit. */
const lengthOf = (count: number, split: Split, maxLength: number, unit: "px" | "%"): string =>
  `${(count / Math.max(1, ...split.parts.map((part) => part.count))) * maxLength}${unit}`;

function Upright({ split }: { readonly split: Split }): ReactNode {
  const { format, language } = usePaper();
  const years = new Set(split.parts.map((part) => part.key.slice(0, 4)));
  const nameOf = (month: string): string => {
    const name = shortMonths[language][Number(month.slice(5, 7)) - 1] ?? month;
    return years.size > 1 ? `${name} ${month.slice(2, 4)}` : name;
  };
  return (
    <ol className="bulletin-bars">
      {split.parts.map(({ key, count }) => (
        <li key={key}>
          <span className="bulletin-bars__column">
            <Num className="bulletin-bars__count">{format.number(count)}</Num>
            <i style={{ blockSize: lengthOf(count, split, BAR_PX, "px") }} />
          </span>
          <span className="bulletin-bars__name">{nameOf(key)}</span>
        </li>
      ))}
    </ol>
  );
}

function Lying({ split }: { readonly split: Split }): ReactNode {
  const { format, language, sectors } = usePaper();
  return (
    <ol className="bulletin-months">
      {split.parts.map(({ key, count }) => (
        <li key={key}>
          <span>{labelOf("month", key, language, sectors)}</span>
          <span className="bulletin-months__bar">{count > 0 && <i style={{ inlineSize: lengthOf(count, split, 100, "%") }} />}</span>
          <Num className="bulletin-strong">{format.number(count)}</Num>
        </li>
      ))}
    </ol>
  );
}
