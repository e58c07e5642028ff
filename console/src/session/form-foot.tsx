import type { Problem } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { Refusal } from "./refusal.tsx";

type FormFootProps = {
  /** Words of the button that sends. */
  readonly submit: string;
  readonly busy: boolean;
  readonly refused: Problem | null;
  readonly isDanger?: boolean;
  readonly onBack: () => void;
};

/** Foot of a form in a dialog: the refusal of the last try, the button that sends, and the way back. */
export function FormFoot({ submit, busy, refused, isDanger = false, onBack }: FormFootProps): ReactNode {
  const ui = useUiText();
  return (
    <>
      <Refusal problem={refused} />
      <div className="am-row">
        <Button type="submit" variant={isDanger ? "danger" : "primary"} loading={busy}>
          {submit}
        </Button>
        <Button variant="quiet" shortcut="Escape" onClick={onBack}>
          {ui("back")}
        </Button>
      </div>
    </>
  );
}
