import { draftKeys, readDraft, writeDraft } from "@amaliyat/ui/hooks";
import type { SharedDraft } from "./use-shared-draft.ts";
import type { FieldWords } from "./use-field-words.tsx";

/** Words that were typed for a thing which is over. They go nowhere by themselves: a person copies them or begins a new thing with them. */
export type Leftover = {
  /** The values that were typed, one a line, as a person reads them. */
  readonly words: string;
  /** True if a new thing was begun already: its words stay. */
  readonly isTaken: boolean;
  readonly startNew: () => void;
};

const isKept = (value: unknown): value is { readonly fields: unknown; readonly base: unknown } =>
  typeof value === "object" && value !== null && "fields" in value && "base" in value;

/** True if something is typed in the draft of this name, and not sent. */
export function isTyped(name: string): boolean {
  if (!draftKeys().includes(name)) return false;
  const kept = readDraft(name, isKept)?.value;
  return kept !== undefined && JSON.stringify(kept.fields) !== JSON.stringify(kept.base);
}

export type NewOfLeftover<T> = {
  /** Name of the draft of a new thing, its form without words, and with the words that were typed. */
  readonly name: string;
  readonly blank: T;
  readonly filled: T;
  readonly onNew: () => void;
};

/** Returns the acts that are left for a draft whose thing is over. */
export function leftoverOf<T extends object>(
  shared: Pick<SharedDraft<T>, "typed" | "clear">,
  words: FieldWords<T>,
  { name, blank, filled, onNew }: NewOfLeftover<T>,
): Leftover {
  return {
    words: shared.typed(words),
    isTaken: isTyped(name),
    startNew: () => {
      writeDraft(name, { value: { fields: filled, base: blank }, at: Date.now() });
      shared.clear();
      onNew();
    },
  };
}
