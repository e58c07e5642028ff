import type { CameraSettings } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import type { ReactNode } from "react";
import { DraftForm, useSharedDraft, type SharedDraft } from "../../lists/index.ts";
import { AddressFields } from "./address-fields.tsx";
import { fieldAt, isCameraDraft, type CameraDraft, type DraftField } from "./camera-draft.ts";
import { NameFields } from "./name-fields.tsx";
import { RuleFields } from "./rule-fields.tsx";
import type { Pasted } from "../stream-url.ts";
import { useText } from "../text.ts";
import { useCameraWords } from "./use-camera-words.ts";
import { ViewFields } from "./view-fields.tsx";

export type CameraFormProps = {
  readonly draftName: string;
  /** The form of the camera as the room has it. */
  readonly now: CameraDraft;
  /** The camera that is changed; null for a new one. */
  readonly known: CameraSettings | null;
  readonly wrong: ReadonlySet<DraftField>;
  readonly refused: Problem | null;
  readonly verb: string;
  /**
   * `set` changes the draft: for a step that is done while a later one is refused. `sent` forgets what was sent, once the room has it. The
   * room may write it otherwise, as a name without its last blank.
   */
  readonly onSend: (draft: CameraDraft, kept: Pick<SharedDraft<CameraDraft>, "set" | "sent">) => Promise<void>;
  readonly onPasted: (credentials: Pasted) => void;
};

/** The settings of a camera. Typed text stays on this machine until it is sent or discarded. */
export function CameraForm(props: CameraFormProps): ReactNode {
  const { draftName, now, known, wrong, refused, verb, onSend, onPasted } = props;
  const text = useText();
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(draftName, now, isCameraDraft);
  const words = useCameraWords();
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: DraftField): string | undefined => (wrong.has(field) || told.has(field) ? text(`wrong.${field}`) : undefined);
  const fields = { draft, set, wrongOf };
  return (
    <DraftForm
      verb={verb}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={() => onSend(draft, { set, sent })}
    >
      <NameFields {...fields} isNew={known === null} />
      <ViewFields {...fields} known={known} />
      <AddressFields {...fields} onPasted={onPasted} />
      <RuleFields {...fields} />
    </DraftForm>
  );
}
