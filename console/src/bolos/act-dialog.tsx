import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useRef, type FormEvent, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { useAct } from "./use-act.ts";

export type ActDialogProps = {
  readonly title: string;
  readonly verb: string;
  readonly ready: boolean;
  readonly danger?: boolean;
  readonly onClose: () => void;
  readonly send: () => Promise<Result<unknown, Problem>>;
  readonly children: ReactNode;
};

/** An act with its required fields; it closes once the room has taken it. */
export function ActDialog({ title, verb, ready, danger = false, onClose, send, children }: ActDialogProps): ReactNode {
  const ui = useUiText();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  useShortcut("Ctrl+Enter", () => form.current?.requestSubmit(), { within: form, whileTyping: true });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (ready && !act.busy && (await act.run(send))?.ok) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form ref={form} className="bolo-form" onSubmit={(event) => void submit(event)}>
        {children}
        <Refusal problem={act.refused} />
        <div className="bolo-acts">
          <Button type="submit" variant={danger ? "danger" : "primary"} shortcut="Ctrl+Enter" loading={act.busy} disabled={!ready}>
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
