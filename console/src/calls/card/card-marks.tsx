import { calls, type CallCard } from "@amaliyat/contract/calls";
import { CALL_LANGUAGES } from "@amaliyat/domain/calls";
import { Button, Select } from "@amaliyat/ui/controls";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import History from "lucide-react/icons/history";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { EarlierDialog } from "./earlier-dialog.tsx";

/** Facts of the caller: language, silence, nuisance; and the earlier calls of the number, behind a purpose. */
export function CardMarks({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const { busy, refused, run } = useCallAct();
  const [over, setOver] = useState<"earlier" | "nuisance" | null>(null);
  const params = { callId: card.callId };
  const unanswered = card.answeredAt === null ? text("card.after_answer") : undefined;
  const nuisance = async (): Promise<void> => {
    await run(() => ask(calls.markNuisance, { params }));
    setOver(null);
  };
  return (
    <div className="call-head__acts">
      <Refusal problem={refused} />
      <Select
        size="s"
        aria-label={text("language.label")}
        placeholder={text("language.label")}
        options={CALL_LANGUAGES.map((value) => ({ value, label: text(`language.${value}`) }))}
        value={card.language}
        onChange={(language) => void run(() => ask(calls.setLanguage, { params, body: { language } }))}
      />
      <Button
        size="s"
        loading={busy}
        aria-pressed={card.silent}
        disabledReason={unanswered}
        onClick={() => void run(() => ask(calls.markSilent, { params, body: { silent: !card.silent } }))}
      >
        {text("card.mark_silent")}
      </Button>
      <Button
        size="s"
        disabledReason={unanswered ?? (card.nature === "NUI" ? text("card.nuisance_said") : undefined)}
        onClick={() => setOver("nuisance")}
      >
        {text("card.mark_nuisance")}
      </Button>
      <Button
        size="s"
        icon={<History size={14} aria-hidden="true" />}
        disabledReason={card.number === null ? text("withheld") : card.earlier === 0 ? text("earlier.none") : undefined}
        onClick={() => setOver("earlier")}
      >
        {text("earlier.open")} ({card.earlier})
      </Button>
      {over === "earlier" && <EarlierDialog callId={card.callId} onClose={() => setOver(null)} />}
      <ConfirmDialog
        open={over === "nuisance"}
        title={text("card.mark_nuisance")}
        verb={text("card.mark_nuisance")}
        busy={busy}
        onConfirm={() => void nuisance()}
        onCancel={() => setOver(null)}
      >
        {text("card.nuisance_hint")}
      </ConfirmDialog>
    </div>
  );
}
