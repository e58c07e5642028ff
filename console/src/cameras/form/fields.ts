import type { CameraDraft, DraftField } from "./camera-draft.ts";

/** Inputs of each group of fields: the form, the way to change it, and the wrong fields. */
export type FieldsProps = {
  readonly draft: CameraDraft;
  readonly set: (change: Partial<CameraDraft>) => void;
  readonly wrongOf: (field: DraftField) => string | undefined;
};
