import { reports, type ReportCard, type ReportFile } from "@amaliyat/contract/reports";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import LockOpen from "lucide-react/icons/lock-open";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { FileTile } from "../files/file-tile.tsx";
import { Refusal, useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useReportAct } from "./use-report-act.ts";

/** Files of the report. No byte is fetched before a person opens the file: each view is logged. V opens the next one. */
export function FilesPanel({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { reportFiles: files } = card;
  const open = (fileId: string): void => setOpened((before) => new Set([...before, fileId]));
  const next = files.find(({ fileId, state }) => state === "ready" && !opened.has(fileId));
  useShortcut("KeyV", () => next && open(next.fileId), { enabled: next !== undefined });
  if (files.length === 0)
    return (
      <Panel region title={text("files.title")} count={0} className="report-files">
        <p className="report-note am-t2">{text("files.none")}</p>
      </Panel>
    );
  return (
    <Panel region title={text("files.title")} count={files.length} aside={text("files.logged")} className="report-files">
      <ul className="report-files__grid">
        {files.map((file) => (
          <li key={file.fileId}>
            <FileTile
              file={file}
              name={text("files.of", { reference: card.reference })}
              open={opened.has(file.fileId)}
              shortcut={file === next ? "KeyV" : undefined}
              onOpen={() => open(file.fileId)}
            >
              {file.held && file.state === "ready" && <Held card={card} file={file} />}
            </FileTile>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Held until a call-taker has looked at it; once released, everyone who works on the intervention sees it. */
function Held({ card, file }: { readonly card: ReportCard; readonly file: ReportFile }): ReactNode {
  const text = useText();
  const mayRelease = useMay(reports.release);
  const { busy, refused, run } = useReportAct(card.reportId);
  return (
    <div className="report-held">
      <span title={text("files.held_hint")}>
        <Chip tone="attention">{text("files.held")}</Chip>
      </span>
      {mayRelease && (
        <Button
          size="s"
          icon={<LockOpen size={14} aria-hidden="true" />}
          loading={busy}
          onClick={() => void run(() => ask(reports.release, { params: { fileId: file.fileId } }))}
        >
          {text("files.release")}
        </Button>
      )}
      <Refusal problem={refused} />
    </div>
  );
}
