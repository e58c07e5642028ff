import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

/** Says that the phone of a unit is lost: no call for help is taken from it any more. */
export function LostPhone({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const { busy, refused, send } = useSending();
  const lose = async (): Promise<void> => {
    const answer = await send(() => ask(dispatch.loseDevice, { params: { unitId: unit.unitId } }));
    setAsked(false);
    if (answer?.ok) showToast({ text: text("units.lost_done", { code: isolate(unit.code) }) });
  };
  return (
    <div className="am-row">
      <Button size="s" onClick={() => setAsked(true)}>
        {text("units.lost")}
      </Button>
      <Refusal problem={refused} />
      <ConfirmDialog
        open={asked}
        title={text("units.lost_title", { code: isolate(unit.code) })}
        verb={text("units.lost")}
        tone="danger"
        busy={busy}
        onCancel={() => setAsked(false)}
        onConfirm={() => void lose()}
      >
        {text("units.lost_text")}
      </ConfirmDialog>
    </div>
  );
}
