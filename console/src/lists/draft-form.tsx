import type { Problem } from "@amaliyat/contract/route";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Banner } from "@amaliyat/ui/feedback";
import { useFormat } from "@amaliyat/ui/i18n";
import { useRef, useState, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { Disputes } from "./disputes.tsx";
import type { Leftover } from "./leftover.ts";
import { useText } from "./text.ts";
import type { Dispute } from "./use-shared-draft.ts";
import "./lists.css";

export type DraftFormProps = {
  /** The act, on its button. */
  readonly verb: string;
  /** True if the draft differs from the room's version. */
  readonly changed: boolean;
  readonly onDiscard: () => void;
  /** Time at which the restored draft was stored, ms since 1970. */
  readonly restoredAt: number | undefined;
  readonly refused: Problem | null;
  /** Fields that a colleague has changed in another way. The form is sent once the person has chosen for each of them. */
  readonly disputes?: readonly Dispute[];
  readonly onSend: () => Promise<void>;
  /** A colleague's act on the thing since it was opened: it was published, or ended. */
  readonly news?: string | undefined;
  /** Words that came too late. The form sends nothing then. */
  readonly leftover?: Leftover | undefined;
  /** More acts, and facts to know before sending. */
  readonly acts?: ReactNode;
  readonly note?: string | undefined;
  /** Question on what is typed, in sight beside the acts. */
  readonly question?: ReactNode;
  readonly children: ReactNode;
};

/** A form whose draft stays on this machine until it is sent (Ctrl+Enter) or discarded, with its acts always in sight. */
export function DraftForm(props: DraftFormProps): ReactNode {
  const { verb, changed, onDiscard, restoredAt, refused, disputes = [], onSend, news, leftover, acts, note, question, children } = props;
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  useShortcut("Ctrl+Enter", () => form.current?.requestSubmit(), { within: form, whileTyping: true });
  const send = async (): Promise<void> => {
    if (busy || disputes.length > 0 || leftover !== undefined) return;
    setBusy(true);
    await onSend();
    setBusy(false);
  };
  const kept = restoredAt === undefined ? text("form.not_sent") : text("form.restored", { ago: format.relative(now - restoredAt) });
  return (
    <form
      ref={form}
      className="list-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <div className="list-form__foot">
        {news !== undefined && <Banner boxed tone="attention" title={news} />}
        {leftover === undefined ? (
          <>
            {question}
            <Refusal problem={refused} />
            <Disputes disputes={disputes} />
            <Button
              type="submit"
              variant="primary"
              shortcut="Ctrl+Enter"
              loading={busy}
              disabledReason={disputes.length > 0 ? text("form.choose_first") : changed ? undefined : text("form.unchanged")}
            >
              {verb}
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" disabledReason={leftover.isTaken ? text("form.again_taken") : undefined} onClick={leftover.startNew}>
              {text("form.again")}
            </Button>
            <Button onClick={() => void navigator.clipboard.writeText(leftover.words)}>{text("form.copy")}</Button>
          </>
        )}
        {changed && (
          <Button variant="quiet" onClick={onDiscard}>
            {text("form.discard")}
          </Button>
        )}
        {acts}
        {changed && <Chip tone="engaged">{kept}</Chip>}
        {note !== undefined && <span className="am-t2 am-small">{note}</span>}
      </div>
    </form>
  );
}
