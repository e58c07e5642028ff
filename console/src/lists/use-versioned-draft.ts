import { useDraft } from "@amaliyat/ui/hooks";
import { useEffect, useState } from "react";

export type VersionedDraft<T> = {
  readonly value: T;
  readonly set: (change: Partial<T>) => void;
  /** Drops the draft, after sending or on request; the form then shows the room's version. */
  readonly forget: () => void;
  /** True if the draft differs from the room's version. */
  readonly changed: boolean;
  /** True if something was typed upon a version that is not the newest any more. */
  readonly overtaken: boolean;
  readonly restoredAt: number | undefined;
};

/** The draft of something that has versions. A form in which nothing was typed follows the newest; one with a draft keeps it. */
export function useVersionedDraft<T extends { readonly version: number }>(
  name: string,
  initial: T,
  accepts: (value: unknown) => value is T,
): VersionedDraft<T> {
  const { value, update, clear, restoredAt } = useDraft(name, initial, accepts);
  const [typed, setTyped] = useState(restoredAt !== undefined);
  const isOlder = value.version !== initial.version;
  useEffect(() => {
    if (isOlder && !typed) clear();
  }, [isOlder, typed, clear]);
  return {
    value,
    set: (change) => {
      setTyped(true);
      update((before) => ({ ...before, ...change }));
    },
    forget: () => {
      setTyped(false);
      clear();
    },
    changed: typed && JSON.stringify(initial) !== JSON.stringify(value),
    overtaken: isOlder && typed,
    restoredAt,
  };
}
