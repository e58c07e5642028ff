import type { Taking } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { Refusal } from "../../session/index.ts";
import { TakingWords } from "./advice-taking.tsx";
import { titleOf, useInterventions } from "../../facts/index.ts";
import { useText } from "../text.ts";

export type TakingDialogProps = {
  readonly one: Taking;
  readonly busy: boolean;
  readonly refused: Problem | null;
  readonly onTake: () => void;
  readonly onClose: () => void;
};

/** Confirms taking a unit off its work: the intervention that it leaves, the time gained, and that the left one waits again. */
export function TakingDialog({ one, busy, refused, onTake, onClose }: TakingDialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const left = useInterventions().data?.find(({ interventionId }) => interventionId === one.interventionId);
  return (
    <ConfirmDialog
      open
      title={text("advice.take_title", { unit: isolate(one.code) })}
      verb={text("advice.take")}
      busy={busy}
      onConfirm={onTake}
      onCancel={onClose}
    >
      <Refusal problem={refused} />
      <p>
        <TakingWords one={one} />
      </p>
      {left && <p className="am-t2">{titleOf(left.subcategory, language)}</p>}
      <p>{text("advice.take_left")}</p>
    </ConfirmDialog>
  );
}
