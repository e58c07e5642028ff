import type { LogRow } from "@amaliyat/contract/audit";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, Time, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import Check from "lucide-react/icons/check";
import Ban from "lucide-react/icons/ban";
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { problemOf, sentence } from "../api/index.ts";
import { PersonName } from "../session/index.ts";
import { isSubjectKind, namelessKey, refusalWords, roleWords, subjectName, typeWords } from "./entry-words.ts";
import { isFiltered, type LogSearch } from "./log-search.ts";
import { useText } from "./text.ts";

export type LogTableProps = {
  readonly rows: readonly LogRow[];
  readonly search: LogSearch;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly failed: Error | null;
  readonly onMore: () => void;
};

/** Entries, newest first; older ones come when the end is reached, or on the button. */
export function LogTable(props: LogTableProps): ReactNode {
  const { rows, search, selected, onSelect } = props;
  const text = useText();
  const narrowed = isFiltered(search);
  return (
    <Table
      label={text("title")}
      columns={useColumns()}
      rows={rows}
      rowKey={(row) => String(row.index)}
      selected={selected === null ? null : String(selected)}
      onSelect={(key) => onSelect(Number(key))}
      rowHeight={40}
      foot={<MoreRow {...props} />}
      empty={<EmptyState title={text(narrowed ? "none_found" : "empty")} text={text(narrowed ? "none_found_text" : "empty_text")} />}
    />
  );
}

const COLUMNS = 6;

function MoreRow({ rows, more, loadingMore, failed, onMore }: LogTableProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const end = useRef<HTMLTableRowElement>(null);
  const problem = problemOf(failed);
  const reach = useEffectEvent(() => {
    if (more && !loadingMore && failed === null) onMore();
  });
  useEffect(() => {
    if (!end.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reach());
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return (
    <tr ref={end}>
      <td colSpan={COLUMNS} className="audit-more">
        {problem && <span className="am-act">{sentence(problem, language)} </span>}
        {more ? (
          <Button size="s" loading={loadingMore} onClick={onMore}>
            {problem ? ui("retry") : text("older")}
          </Button>
        ) : (
          <span className="am-t3 am-small">{text("beginning", { count: rows.length })}</span>
        )}
      </td>
    </tr>
  );
}

function useColumns(): readonly Column<LogRow>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "index",
      header: text("column.index"),
      number: true,
      width: "84px",
      renderCell: (row) => <Num className="am-t3">{format.number(row.index)}</Num>,
    },
    {
      id: "at",
      header: text("column.at"),
      width: "168px",
      renderCell: (row) => (
        <span className="audit-time">
          <Time at={Date.parse(row.at)} format="numericDay" className="am-t3" /> <Time at={Date.parse(row.at)} />
        </span>
      ),
    },
    { id: "type", header: text("column.type"), clip: true, width: "26%", renderCell: (row) => typeWords(row.type, language) },
    {
      id: "person",
      header: text("column.person"),
      clip: true,
      width: "24%",
      renderCell: (row) =>
        row.actorName === null ? (
          <span className="am-t3">{text(namelessKey(row))}</span>
        ) : (
          <span className="audit-person">
            <PersonName name={row.actorName} className="am-clip" />
            {row.actorRole !== null && <span className="am-t3 am-small">{roleWords(row.actorRole, language)}</span>}
          </span>
        ),
    },
    {
      id: "subject",
      header: text("column.subject"),
      clip: true,
      width: "22%",
      renderCell: (row) => (
        <span className="am-clip--name">
          <Subject row={row} />
        </span>
      ),
    },
    { id: "outcome", header: text("column.outcome"), clip: true, width: "28%", renderCell: (row) => <Outcome row={row} /> },
  ];
}

export function Subject({ row }: { readonly row: LogRow }): ReactNode {
  const text = useText();
  const name = subjectName(row);
  if (row.subjectKind === null) return <span className="am-t3">–</span>;
  return (
    <>
      <span className="am-t2">{isSubjectKind(row.subjectKind) ? text(`subject.${row.subjectKind}`) : row.subjectKind}</span>{" "}
      {name !== null && <Bdi>{name}</Bdi>}
    </>
  );
}

function Outcome({ row }: { readonly row: LogRow }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (row.outcome === "done") {
    return (
      <span className="audit-outcome am-t3">
        <Check size={14} aria-hidden="true" />
        {text("outcome.done")}
      </span>
    );
  }
  return (
    <span className="audit-outcome am-attention">
      <Ban size={14} aria-hidden="true" />
      {row.refusalCode === null ? text("outcome.refused") : refusalWords(row.refusalCode, language)}
    </span>
  );
}
