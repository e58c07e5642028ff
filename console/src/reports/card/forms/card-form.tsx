import type { ReportCard } from "@amaliyat/contract/reports";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { Refusal } from "../../../session/index.ts";
import { ChangedMeanwhile, useOpenedAt } from "./changed-meanwhile.tsx";
import { useReportAct } from "../use-report-act.ts";

export type CardFormProps = {
  readonly card: ReportCard;
  readonly title: string;
  /** The act, on its button. */
  readonly verb: string;
  readonly ready: boolean;
  readonly disabledReason?: string | undefined;
  readonly send: () => Promise<Result<unknown, Problem>>;
  /** Called after the typed text was sent. */
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form over the card: it shows the refusal and the events meanwhile, and keeps the typed text. */
export function CardForm(props: CardFormProps): ReactNode {
  const { card, title, verb, ready, disabledReason, send, onDone, onClose, children } = props;
  const ui = useUiText();
  const opened = useOpenedAt(card);
  const { busy, refused, run } = useReportAct(card.reportId);
  const submit = async (): Promise<void> => {
    if (!ready || disabledReason !== undefined || (await run(send)) === null) return;
    onDone();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        className="report-form report-form--dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        <Refusal problem={refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="report-form__foot">
          <Button type="submit" variant="primary" loading={busy} disabled={!ready} disabledReason={disabledReason}>
            {verb}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
