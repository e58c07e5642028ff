import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { PURPOSE_LABELS, PURPOSES, type Purpose } from "@amaliyat/domain/cameras";
import { Button, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import Download from "lucide-react/icons/download";
import { useState, type FormEvent, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { useText } from "./text.ts";
import "../lists/lists.css";

/** Fetches the bytes as they came and saves them. */
type Fetch = (asked: { readonly purpose: Purpose; readonly reason: string }) => Promise<Result<unknown, Problem>>;

/** The bytes as they came, for evidence: asked for with a purpose and a reason, and logged with both. */
export function OriginalAct({ fetch }: { readonly fetch: Fetch }): ReactNode {
  const text = useText();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="s" icon={<Download size={14} aria-hidden="true" />} onClick={() => setAsking(true)}>
        {text("original.act")}
      </Button>
      {asking && <OriginalDialog fetch={fetch} onClose={() => setAsking(false)} />}
    </>
  );
}

function OriginalDialog({ fetch, onClose }: { readonly fetch: Fetch; readonly onClose: () => void }): ReactNode {
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
    const answer = await fetch({ purpose, reason: reason.trim() });
    setBusy(false);
    if (answer.ok) onClose();
    else setRefused(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={text("original.title")}>
      <form className="list-dialog" onSubmit={(event) => void submit(event)}>
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
        <div className="list-dialog__foot">
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
