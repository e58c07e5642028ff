import { reports, type ReportFile, type ReportRow } from "@amaliyat/contract/reports";
import type { BodyOf } from "@amaliyat/contract/route";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, Time } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { problemOf } from "../../api/index.ts";
import { download } from "../../download/index.ts";
import { OriginalAct } from "../../evidence/index.ts";
import { FileTile } from "../files/file-tile.tsx";
import { KindGlyph } from "../kind-glyph.tsx";
import { filesOf, reportsOf } from "../report-queries.ts";
import { DangerMark, useKindWords } from "../report-marks.tsx";
import { shortReport } from "../short-report.ts";
import { useMay, useSession } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import "../reports.css";

export type ReportsPanelProps = { readonly interventionId: string };

/** The reports of an intervention with their files, for those who work on it. */
export function ReportsPanel({ interventionId }: ReportsPanelProps): ReactNode {
  const mayList = useMay(reports.list);
  const mayFiles = useMay(reports.filesOf);
  const { userId } = useSession().user;
  const rows = useQuery({ ...reportsOf(interventionId), enabled: mayList });
  const files = useQuery({ ...filesOf(interventionId), enabled: mayFiles });
  // Of an intervention that a person does not see there is nothing to say.
  const failed = [rows, files].find(({ isError, data, error }) => isError && data === undefined && problemOf(error)?.status !== 404);
  if (failed !== undefined) return <QueryFailed query={failed} />;
  if ((rows.data ?? []).length === 0 && (files.data ?? []).length === 0) return null;
  return <Shown key={userId} rows={rows.data ?? []} files={files.data ?? []} />;
}

type FileOf = ReportFile & { readonly reportId: string; readonly reference: string };

function Shown({ rows, files }: { readonly rows: readonly ReportRow[]; readonly files: readonly FileOf[] }): ReactNode {
  const text = useText();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const mayLook = useMay(reports.file);
  const mayOriginal = useMay(reports.original);
  return (
    <Panel className="reports-of" region title={text("of.title")} count={rows.length === 0 ? undefined : rows.length}>
      <ul>
        {rows.map((row) => (
          <ReportLine key={row.reportId} row={row} />
        ))}
      </ul>
      {files.length > 0 && (
        <ul className="report-files__grid" aria-label={text("files.title")}>
          {files.map((file) => (
            <li key={file.fileId}>
              <FileTile
                file={file}
                name={text("files.of", { reference: file.reference })}
                open={opened.has(file.fileId)}
                onOpen={mayLook ? () => setOpened((before) => new Set([...before, file.fileId])) : undefined}
              >
                <Num className="am-small am-t3">{shortReport(file.reference, roomNow())}</Num>
                {mayOriginal && <OriginalAct fetch={(body) => originalOf(file.fileId, body)} />}
              </FileTile>
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && <p className="reports-of__logged am-small am-t3">{text("files.logged")}</p>}
    </Panel>
  );
}

const originalOf = (fileId: string, body: BodyOf<typeof reports.original>) =>
  download(reports.original, { params: { fileId }, body }, `report-file-${fileId}`);

function ReportLine({ row }: { readonly row: ReportRow }): ReactNode {
  const text = useText();
  const kindWords = useKindWords();
  return (
    <li className="reports-of__line" data-report={row.reference}>
      <KindGlyph kind={row.kind} size={18} />
      <div className="am-grow">
        <div className="am-row am-row--wrap">
          <span className="am-strong">{kindWords(row)}</span>
          {row.danger && <DangerMark />}
        </div>
        <div className="am-small am-t2">
          <Num>{shortReport(row.reference, roomNow())}</Num> · <Time at={Date.parse(row.receivedAt)} format="shortTime" />
        </div>
      </div>
      <Link to="/reports/$reportId" params={{ reportId: row.reportId }} className="am-button am-button--s" title={text("opening_logged")}>
        {text("of.open")}
      </Link>
    </li>
  );
}
