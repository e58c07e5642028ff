import type { CameraSettings } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useDraft, useNow, useShortcut } from "@amaliyat/ui/hooks";
import { useFormat } from "@amaliyat/ui/i18n";
import { useRef, useState, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { AddressFields } from "./address-fields.tsx";
import { fieldAt, isCameraDraft, isChanged, type CameraDraft, type DraftField } from "./camera-draft.ts";
import { NameFields } from "./name-fields.tsx";
import { RuleFields } from "./rule-fields.tsx";
import type { Pasted } from "./stream-url.ts";
import { useText } from "./text.ts";
import { ViewFields } from "./view-fields.tsx";

export type CameraFormProps = {
  readonly draftName: string;
  readonly initial: CameraDraft;
  /** The camera that is changed; null for a new one. */
  readonly known: CameraSettings | null;
  readonly wrong: ReadonlySet<DraftField>;
  readonly refused: Problem | null;
  readonly verb: string;
  readonly onSend: (draft: CameraDraft) => Promise<void>;
  readonly onPasted: (credentials: Pasted) => void;
};

/** The settings of a camera. What is typed stays on this machine until it is sent or discarded. */
export function CameraForm(props: CameraFormProps): ReactNode {
  const { draftName, known, wrong, refused, verb, onSend, onPasted } = props;
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [initial] = useState(props.initial);
  const [busy, setBusy] = useState(false);
  const { value: draft, update, clear, restoredAt } = useDraft(draftName, initial, isCameraDraft);
  const changed = isChanged(initial, draft);
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: DraftField): string | undefined => (wrong.has(field) || told.has(field) ? text(`wrong.${field}`) : undefined);
  const set = (change: Partial<CameraDraft>): void => update((before) => ({ ...before, ...change }));
  const send = async (): Promise<void> => {
    setBusy(true);
    await onSend(draft);
    setBusy(false);
  };
  useShortcut("Ctrl+Enter", () => form.current?.requestSubmit(), { within: form, whileTyping: true });
  const fields = { draft, set, wrongOf };
  return (
    <form
      ref={form}
      className="cameras-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <NameFields {...fields} isNew={known === null} />
      <AddressFields {...fields} onPasted={onPasted} />
      <ViewFields {...fields} />
      <RuleFields {...fields} />
      <div className="cameras-form__foot">
        <Refusal problem={refused} />
        <Button
          type="submit"
          variant="primary"
          shortcut="Ctrl+Enter"
          loading={busy}
          disabledReason={changed ? undefined : text("form.unchanged")}
        >
          {verb}
        </Button>
        {changed && (
          <>
            <Button variant="quiet" onClick={clear}>
              {text("form.discard")}
            </Button>
            <Chip tone="engaged">
              {restoredAt === undefined ? text("form.not_sent") : text("form.restored", { ago: format.relative(now - restoredAt) })}
            </Chip>
          </>
        )}
      </div>
    </form>
  );
}
