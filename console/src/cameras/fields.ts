import type { CameraDraft, DraftField } from "./camera-draft.ts";

/** What each group of fields needs: the form, how to change it, and which fields are wrong. */
export type FieldsProps = {
  readonly draft: CameraDraft;
  readonly set: (change: Partial<CameraDraft>) => void;
  readonly wrongOf: (field: DraftField) => string | undefined;
};
