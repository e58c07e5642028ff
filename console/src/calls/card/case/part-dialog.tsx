import { calls, type CallCard } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { isolate, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { PartFields, partsOn, useInterventions, usePartDraft } from "../../../facts/index.ts";
import { Refusal } from "../../../session/index.ts";
import { partingOfCall } from "../../call-queries.ts";
import { useText } from "../../text.ts";
import { useCallAct } from "../../use-call-act.ts";

type Props = {
  readonly card: Pick<CallCard, "callId" | "interventionReference">;
  readonly interventionId: string;
  readonly onClose: () => void;
};

/** Takes a call out of the intervention that it joined by mistake. The person sees before the key which danger leaves with it, and which stays. */
export function PartDialog({ card: { callId, interventionReference }, interventionId, onClose }: Props): ReactNode {
  const text = useText();
  const ui = useUiText();
  const seen = useInterventions().data?.find((row) => row.interventionId === interventionId)?.version ?? 0;
  const asked = useQuery(partingOfCall(callId, seen));
  const version = partsOn(asked.data);
  const draft = usePartDraft(`call-part.${callId}`);
  const reason = draft.value.trim();
  const { busy, refused, run } = useCallAct();
  const title = text("part.title", { reference: isolate(asked.data?.reference ?? interventionReference ?? "") });
  const isReady = reason !== "" && version !== null;
  const submit = async (): Promise<void> => {
    if (reason === "" || version === null) return;
    const done = await run(() => ask(calls.part, { params: { callId }, body: { interventionId, reason, version } }));
    // The person may have seen an older version: the next press is on what is shown then.
    if (done === null) return void asked.refetch();
    draft.clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        className="calls-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="am-t2">{text("part.text")}</p>
        <PartFields what={title} asked={asked} draft={draft} />
        <Refusal problem={refused} />
        <div className="calls-form__foot">
          <Button type="submit" variant="primary" loading={busy} disabled={!isReady}>
            {text("part.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
