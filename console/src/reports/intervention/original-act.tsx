import { reports, type ReportFile } from "@amaliyat/contract/reports";
import type { Problem } from "@amaliyat/contract/route";
import { PURPOSE_LABELS, PURPOSES, type Purpose } from "@amaliyat/domain/cameras";
import { Button, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import Download from "lucide-react/icons/download";
import { useState, type FormEvent, type ReactNode } from "react";
import { download } from "../../download/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

/** The bytes as they came, for evidence: asked for with a purpose and a reason, and logged with both. */
export function OriginalAct({ file }: { readonly file: ReportFile }): ReactNode {
  const text = useText();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="s" icon={<Download size={14} aria-hidden="true" />} onClick={() => setAsking(true)}>
        {text("original.act")}
      </Button>
      {asking && <OriginalDialog file={file} onClose={() => setAsking(false)} />}
    </>
  );
}

function OriginalDialog({ file, onClose }: { readonly file: ReportFile; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (purpose === null || reason.trim() === "" || busy) return;
    setBusy(true);
    const body = { purpose, reason: reason.trim() };
    const answer = await download(reports.original, { params: { fileId: file.fileId }, body }, `report-file-${file.fileId}`);
    setBusy(false);
    if (answer.ok) onClose();
    else setRefused(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={text("original.title")}>
      <form className="report-form report-form--dialog" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text("original.text")}</p>
        <Field label={text("original.purpose")} required>
          <Select
            placeholder={text("original.purpose")}
            options={PURPOSES.map((value) => ({ value, label: PURPOSE_LABELS[value][language] }))}
            value={purpose}
            onChange={setPurpose}
          />
        </Field>
        <Field label={text("original.reason")} required>
          <TextInput maxLength={200} value={reason} onChange={setReason} />
        </Field>
        <Refusal problem={refused} />
        <div className="report-form__foot">
          <Button type="submit" variant="primary" loading={busy} disabled={purpose === null || reason.trim() === ""}>
            {text("original.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
