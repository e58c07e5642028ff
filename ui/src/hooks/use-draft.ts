import { useCallback, useState } from "react";
import { readDraft, removeDraft, writeDraft } from "./draft.ts";

export interface DraftState<T> {
  readonly value: T;
  readonly setValue: (next: T) => void;
  /** A change made from the current value: for events that follow each other faster than the screen. */
  readonly update: (change: (before: T) => T) => void;
  /** Forgets the draft and goes back to the initial value: after sending, or on request. */
  readonly clear: () => void;
  /** Time of the last change of the draft found at opening (ms since epoch); undefined if the form began empty. */
  readonly restoredAt: number | undefined;
}

/** Accepts the stored draft of a form of one text. */
export const isText = (value: unknown): value is string => typeof value === "string";

/**
 * The content of a form, kept on this machine at every change, so that a crash or a reload loses nothing.
 * `key` names the form and its subject (`close.004217`). `accepts` checks the stored value.
 */
export function useDraft<T>(key: string, initial: T, accepts: (value: unknown) => value is T): DraftState<T> {
  const [state, setState] = useState(() => open(key, initial, accepts));
  const current = state.key === key ? state : open(key, initial, accepts);
  if (current !== state) setState(current);
  const update = useCallback(
    (change: (before: T) => T) =>
      setState((before) => {
        const value = change(before.value);
        writeDraft(before.key, { value, at: Date.now() });
        return { ...before, value };
      }),
    [],
  );
  const setValue = useCallback((next: T) => update(() => next), [update]);
  const clear = useCallback(() => {
    removeDraft(key);
    setState({ key, value: initial, restoredAt: undefined });
  }, [key, initial]);
  return { value: current.value, setValue, update, clear, restoredAt: current.restoredAt };
}

interface State<T> {
  readonly key: string;
  readonly value: T;
  readonly restoredAt: number | undefined;
}

function open<T>(key: string, initial: T, accepts: (value: unknown) => value is T): State<T> {
  const draft = readDraft(key, accepts);
  return { key, value: draft?.value ?? initial, restoredAt: draft?.at };
}
