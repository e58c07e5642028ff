import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { useUiText } from "../i18n/use-i18n.ts";
import { Dialog } from "./dialog.tsx";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  /** Consequences of the act, things still open, and things that cannot be undone. */
  readonly children: ReactNode;
  /** The act, on its button: "Close", "End the hold". Never "OK". */
  readonly verb: string;
  readonly tone?: "primary" | "danger" | undefined;
  readonly busy?: boolean | undefined;
  readonly disabledReason?: string | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** Another way out: "Finish the checklist". */
  readonly other?: { readonly label: string; readonly act: () => void } | undefined;
}

/** Asked only before what cannot be undone. Focus begins on the way back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const text = useUiText();
  const foot = (
    <>
      <Button variant={props.tone ?? "primary"} loading={props.busy} disabledReason={props.disabledReason} onClick={props.onConfirm}>
        {props.verb}
      </Button>
      {props.other && <Button onClick={props.other.act}>{props.other.label}</Button>}
      <Button variant="quiet" shortcut="Escape" className="am-dialog__back" data-initial-focus="" onClick={props.onCancel}>
        {text("back")}
      </Button>
    </>
  );
  return (
    <Dialog open={props.open} onClose={props.onCancel} title={props.title} foot={foot} alert>
      <div className="am-t2">{props.children}</div>
    </Dialog>
  );
}
