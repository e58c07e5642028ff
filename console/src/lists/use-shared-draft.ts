import { useDraft, writeDraft } from "@amaliyat/ui/hooks";
import { useEffect, useRef, type ReactNode } from "react";
import { afterSending, changedFields, disputed, rebased, settled, typedSince, type Choice, type Kept } from "./rebase.ts";
import type { FieldWord, FieldWords } from "./use-field-words.tsx";

/** A field that was changed here, and by a colleague in another way, with both values as a person reads them. */
export type Dispute = {
  readonly field: string;
  readonly label: ReactNode;
  readonly ours: string;
  readonly theirs: string;
  readonly choose: (choice: Choice) => void;
};

export type SharedDraft<T> = {
  /** The form as it is shown. */
  readonly draft: T;
  readonly set: (change: Partial<T>) => void;
  /** Fields that a colleague has changed in another way since they were typed here. A form with one of them is not sent. */
  readonly disputes: (words: FieldWords<T>) => readonly Dispute[];
  /** The values that differ from the room's version, one a line, as a person reads them. */
  readonly typed: (words: FieldWords<T>) => string;
  /** True if something differs from the room's version. */
  readonly changed: boolean;
  /** Forgets all that is typed: to discard it. */
  readonly clear: () => void;
  /**
   * Forgets what was sent, once the room has it; true if nothing was typed since. Later words stay. If a new thing was made, they go to the draft
   * `as`, the form of what was made.
   */
  readonly sent: (said: T, as?: string) => boolean;
  readonly restoredAt: number | undefined;
};

export type SharedDraftOptions = {
  /** True if the room has no version of the thing yet: nothing is followed, and nobody else can change it. */
  readonly isNew: boolean;
};

/**
 * The draft of a thing that colleagues change too. `now` is the room's version, and may change while somebody types: fields that nobody
 * touched here follow it, the others stay as they are typed. So the draft stands upon the newest version, and is sent with its number.
 */
export function useSharedDraft<T extends object>(
  name: string,
  now: T,
  accepts: (value: unknown) => value is T,
  { isNew }: SharedDraftOptions = { isNew: false },
): SharedDraft<T> {
  const isKept = (value: unknown): value is Kept<T> =>
    typeof value === "object" && value !== null && "fields" in value && "base" in value && accepts(value.fields) && accepts(value.base);
  const { value: kept, update, clear, restoredAt } = useDraft(name, { fields: now, base: now }, isKept);
  const upon = isNew ? kept.base : now;
  const { fields: draft } = rebased(kept, upon);
  const latest = useRef(kept);
  useEffect(() => {
    latest.current = kept;
  }, [kept]);
  const sent = (said: T, as?: string): boolean => {
    const rest = typedSince(latest.current, said, kept);
    if (rest.size > 0 && as !== undefined) writeDraft(as, { value: afterSending(latest.current, said, said, rest), at: Date.now() });
    if (rest.size === 0 || as !== undefined) clear();
    else update((before) => afterSending(before, said, upon, rest));
    return rest.size === 0;
  };
  const changed = JSON.stringify(draft) !== JSON.stringify(upon);
  // Sent, or done by a colleague: nothing of it is ours any more, and it follows the room again.
  const isDone = !changed && JSON.stringify(kept.fields) !== JSON.stringify(kept.base);
  useEffect(() => {
    if (isDone) clear();
  }, [isDone, clear]);
  const theirs = disputed(kept, upon);
  const disputeOf = <K extends keyof T>(field: K, [label, show]: FieldWord<T[K]>): Dispute => ({
    field: String(field),
    label,
    ours: show(draft[field]),
    theirs: show(upon[field]),
    choose: (choice) => update((before) => settled(before, upon, field, choice)),
  });
  const shownOf = <K extends keyof T>(field: K, [, show]: FieldWord<T[K]>): string => show(draft[field]);
  return {
    draft,
    typed: (words) =>
      changedFields(upon, draft)
        .map((field) => shownOf(field, words[field]))
        .join("\n"),
    set: (change) =>
      update((before) => {
        const stood = rebased(before, isNew ? before.base : now);
        return { ...stood, fields: { ...stood.fields, ...change } };
      }),
    disputes: (words) => [...theirs].map((field) => disputeOf(field, words[field])),
    changed,
    clear,
    sent,
    restoredAt: changed ? restoredAt : undefined,
  };
}
