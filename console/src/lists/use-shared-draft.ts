import { useDraft } from "@amaliyat/ui/hooks";
import { useEffect } from "react";
import { disputed, rebased, type Kept } from "./rebase.ts";

export type SharedDraft<T> = {
  /** The form as it is shown. */
  readonly draft: T;
  readonly set: (change: Partial<T>) => void;
  /** Fields that a colleague has changed in another way since they were typed here. */
  readonly theirs: ReadonlySet<keyof T>;
  /** True if something differs from the room's version. */
  readonly changed: boolean;
  readonly clear: () => void;
  readonly restoredAt: number | undefined;
};

/**
 * The draft of a thing that colleagues change too, and that has no versions. `now` is the room's version, and may change while somebody
 * types: fields that nobody touched here follow it, the others stay as they are typed.
 */
export function useSharedDraft<T extends object>(name: string, now: T, accepts: (value: unknown) => value is T): SharedDraft<T> {
  const isKept = (value: unknown): value is Kept<T> =>
    typeof value === "object" && value !== null && "fields" in value && "base" in value && accepts(value.fields) && accepts(value.base);
  const { value: kept, update, clear, restoredAt } = useDraft(name, { fields: now, base: now }, isKept);
  const { fields: draft } = rebased(kept, now);
  const changed = JSON.stringify(draft) !== JSON.stringify(now);
  // Sent, or done by a colleague: nothing of it is ours any more, and it follows the room again.
  const isDone = !changed && JSON.stringify(kept.fields) !== JSON.stringify(kept.base);
  useEffect(() => {
    if (isDone) clear();
  }, [isDone, clear]);
  return {
    draft,
    set: (change) =>
      update((before) => {
        const { fields, base } = rebased(before, now);
        return { base, fields: { ...fields, ...change } };
      }),
    theirs: disputed(kept, now),
    changed,
    clear,
    restoredAt: changed ? restoredAt : undefined,
  };
}
