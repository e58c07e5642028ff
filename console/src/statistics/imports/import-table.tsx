import type { Problem } from "@amaliyat/contract/route";
import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import { IMPORT_KINDS } from "@amaliyat/domain/statistics";
import { Segmented, Select } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Bdi, isolate, Num, searchItems, Time, useFormat } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ListSearch } from "../../lists/index.ts";
import { ask } from "../../api/index.ts";
import { PersonName, Refusal, usePersonNames } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { ImportActs } from "./import-acts.tsx";
import { answersFilter, importList, type ImportFilter } from "./import-list.ts";
import { ImportState } from "./import-state.tsx";

/** Imports, newest first, with their progress as it happens. */
export function ImportTable({ mayAct }: { readonly mayAct: boolean }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const list = useQuery(importList);
  const [filter, setFilter] = useState<ImportFilter>({ text: "", kind: "all", state: "all" });
  const [selected, setSelected] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const cancel = async (importId: string): Promise<void> => {
    const answer = await ask(statistics.cancelImport, { params: { importId } });
    setRefused(answer.ok ? null : answer.error);
  };
  const columns = useColumns(mayAct, (importId) => void cancel(importId), setRefused);
  const jobs = list.data ?? [];
  const rows = searchItems(
    jobs.filter((job) => answersFilter(job, filter)),
    filter.text,
    (job) => `${job.fileName} ${names.words(job.startedBy)}`,
  );
  const states = (["all", "running", "refused"] as const).map((value) => ({ value, label: text(`imports.filter.${value}`) }));
  const kinds = [
    { value: "all" as const, label: text("imports.kind.all") },
    ...IMPORT_KINDS.map((value) => ({ value, label: text(`imports.kind.${value}`) })),
  ];
  return (
    <Panel
      title={text("imports.list")}
      count={list.data ? rows.length : undefined}
      region
      className="statistics-import-list"
      actions={
        <>
          <ListSearch
            placeholder={text("imports.search")}
            value={filter.text}
            onChange={(value) => setFilter({ ...filter, text: value })}
          />
          <Select
            size="s"
            aria-label={text("imports.what")}
            options={kinds}
            value={filter.kind}
            onChange={(kind) => setFilter({ ...filter, kind })}
          />
          <Segmented
            size="s"
            label={text("imports.filter.label")}
            options={states}
            value={filter.state}
            onChange={(state) => setFilter({ ...filter, state })}
          />
        </>
      }
    >
      <Refusal problem={refused} />
      {list.isError ? (
        <QueryFailed query={list} />
      ) : list.data === undefined ? (
        <LoadingState what={text("imports.list")} />
      ) : (
        <Table
          label={text("imports.list")}
          columns={columns}
          rows={rows}
          rowKey={(job) => job.importId}
          selected={selected}
          onSelect={setSelected}
          rowHeight={52}
          empty={
            <EmptyState
              title={text(jobs.length === 0 ? "imports.empty" : "imports.none_found")}
              text={text(jobs.length === 0 ? "imports.empty_text" : "imports.none_found_text")}
            />
          }
        />
      )}
    </Panel>
  );
}

/** Outcomes of the rows that were accepted. */
const COUNTS = ["taken", "corrected", "closed", "unchanged"] as const;

function useColumns(
  mayAct: boolean,
  onCancel: (importId: string) => void,
  onRefused: (problem: Problem | null) => void,
): readonly Column<ImportJob>[] {
  const text = useText();
  const format = useFormat();
  const acts: Column<ImportJob> = {
    id: "acts",
    header: "",
    width: "160px",
    renderCell: (job) => <ImportActs job={job} onCancel={() => onCancel(job.importId)} onRefused={onRefused} />,
  };
  return [
    {
      id: "file",
      header: text("imports.column.file"),
      renderCell: (job) => (
        <>
          <Bdi className="am-strong">{job.fileName}</Bdi>
          <div className="am-t3 am-small">
            {text(`imports.kind.${job.kind}`)}
            {" · "}
            {job.source === null ? text("imports.by_content") : text("imports.by_source", { source: isolate(job.source) })}
          </div>
        </>
      ),
      sortValue: (job) => job.fileName,
    },
    { id: "state", header: text("imports.column.state"), width: "200px", renderCell: (job) => <ImportState job={job} /> },
    ...COUNTS.map((count): Column<ImportJob> => ({
      id: count,
      header: text(`imports.column.${count}`),
      number: true,
      width: "96px",
      renderCell: (job) => <Num className={job[count] === 0 ? "am-t3" : ""}>{format.number(job[count])}</Num>,
      sortValue: (job) => job[count],
    })),
    {
      id: "refused",
      header: text("imports.column.refused"),
      number: true,
      width: "90px",
      renderCell: (job) => <Num className={job.refused > 0 ? "am-attention am-strong" : "am-t3"}>{format.number(job.refused)}</Num>,
      sortValue: (job) => job.refused,
    },
    {
      id: "started",
      header: text("imports.column.started"),
      width: "180px",
      renderCell: (job) => (
        <>
          <Time at={Date.parse(job.startedAt)} format="dateTime" />
          <div className="am-t3 am-small">
            <PersonName name={job.startedBy} />
          </div>
        </>
      ),
      sortValue: (job) => Date.parse(job.startedAt),
    },
    ...(mayAct ? [acts] : []),
  ];
}
