import { isLogType } from "@amaliyat/contract/audit";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryFailed } from "../states/index.ts";
import { typeWords } from "./entry-words.ts";
import { logCounts } from "./log-queries.ts";
import type { LogSearch, Narrow } from "./log-search.ts";
import { useText } from "./text.ts";

/** Number of entries of each type within the filter. A line narrows the log to its type. */
export function CountsList({ search, onNarrow }: { readonly search: LogSearch; readonly onNarrow: Narrow }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const counts = useQuery(logCounts(search));
  if (counts.isError) return <QueryFailed query={counts} />;
  if (!counts.data) return <LoadingState what={text("side.counts")} />;
  if (counts.data.length === 0) return <EmptyState title={text("none_found")} text={text("none_found_text")} />;
  const most = Math.max(...counts.data.map((one) => one.count));
  const total = counts.data.reduce((sum, one) => sum + one.count, 0);
  return (
    <ul className="audit-counts">
      {counts.data.map((one) => (
        <li key={`${one.type}/${one.outcome}`}>
          <button
            type="button"
            onClick={() => onNarrow({ type: isLogType(one.type) ? one.type : undefined, outcome: one.outcome })}
            disabled={!isLogType(one.type)}
          >
            <span className="am-grow am-clip">
              {typeWords(one.type, language)}{" "}
              {one.outcome === "refused" && <span className="am-attention">· {text("outcome.refused")}</span>}
            </span>
            <Num className="am-strong">{format.number(one.count)}</Num>
            <i style={{ inlineSize: `${(one.count / most) * 100}%` }} />
          </button>
        </li>
      ))}
      <li className="audit-counts__total">
        <span>{text("total")}</span>
        <Num>{format.number(total)}</Num>
      </li>
    </ul>
  );
}
