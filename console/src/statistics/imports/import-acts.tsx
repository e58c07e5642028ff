import type { Problem } from "@amaliyat/contract/route";
import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import { Button } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import Download from "lucide-react/icons/download";
import { useState, type ReactNode } from "react";
import { download } from "../../download/index.ts";
import { useText } from "../text.ts";
import { isRunning } from "./import-list.ts";

export type ImportActsProps = {
  readonly job: ImportJob;
  readonly onCancel: () => void;
  readonly onRefused: (problem: Problem | null) => void;
};

/** Cancels a running import. For a finished one, fetches the refused rows with their causes in the reader's language. */
export function ImportActs({ job, onCancel, onRefused }: ImportActsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const fetchErrors = async (): Promise<void> => {
    setBusy(true);
    const given = { params: { importId: job.importId }, query: { language } };
    const answer = await download(statistics.importErrors, given, `errors-${job.fileName}`);
    setBusy(false);
    onRefused(answer.ok ? null : answer.error);
  };
  if (isRunning(job)) {
    return (
      <>
        <Button size="s" onClick={() => setAsked(true)}>
          {text("imports.cancel")}
        </Button>
        <ConfirmDialog
          open={asked}
          title={text("imports.cancel_title")}
          verb={text("imports.cancel")}
          tone="danger"
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            onCancel();
          }}
        >
          {text("imports.cancel_text")}
        </ConfirmDialog>
      </>
    );
  }
  if (job.refused === 0) return null;
  return (
    <Button size="s" icon={<Download size={14} aria-hidden="true" />} loading={busy} onClick={() => void fetchErrors()}>
      {text("imports.error_file")}
    </Button>
  );
}
