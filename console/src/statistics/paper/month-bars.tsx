import { shortMonths, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import type { Split } from "./figures.ts";
import { labelOf } from "./labels.ts";
import { usePaper } from "./paper-context.ts";

/** So many months fit into a third of the page; so many stand upright at all. */
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

const ratioOf = (count: number, split: Split): string => `${(count / Math.max(1, ...split.parts.map((part) => part.count))) * 100}%`;

function Upright({ split }: { readonly split: Split }): ReactNode {
  const { format, language } = usePaper();
  const years = new Set(split.parts.map((part) => part.key.slice(0, 4)));
  const nameOf = (month: string): string => {
    const name = shortMonths[language][Number(month.slice(5, 7)) - 1] ?? month;
    return years.size > 1 ? `${name} ${month.slice(2, 4)}` : name;
  };
  return (
    <ol role="list" className="bulletin-bars">
      {split.parts.map(({ key, count }) => (
        <li key={key}>
          <span className="bulletin-bars__column">
            <Num className="bulletin-bars__count">{format.number(count)}</Num>
            <i style={{ blockSize: ratioOf(count, split) }} />
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
    <ol role="list" className="bulletin-months">
      {split.parts.map(({ key, count }) => (
        <li key={key}>
          <span>{labelOf("month", key, language, sectors)}</span>
          <span className="bulletin-months__bar">
            <i style={{ inlineSize: ratioOf(count, split) }} />
          </span>
          <Num className="bulletin-strong">{format.number(count)}</Num>
        </li>
      ))}
    </ol>
  );
}
