/** A toast confirms an act, with its undo, for 8 s; it makes no sound and takes no focus. */
export interface ToastRequest {
  readonly text: string;
  readonly tone?: "done" | "attention" | undefined;
  readonly undo?: (() => void) | undefined;
}

export interface Toast extends ToastRequest {
  readonly id: number;
  /** ms left before it leaves */
  readonly left: number;
}

export interface ToastStore {
  readonly list: () => readonly Toast[];
  readonly show: (request: ToastRequest) => number;
  readonly dismiss: (id: number) => void;
  /** Undoes the latest toast that can be; false when none can. */
  readonly undoLatest: () => boolean;
  /** Lets `ms` pass for every toast. */
  readonly pass: (ms: number) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export const toastLife = 8000;
const limit = 3;

export function createToastStore(): ToastStore {
  const listeners = new Set<() => void>();
  let toasts: readonly Toast[] = [];
  let next = 1;
  const set = (changed: readonly Toast[]): void => {
    toasts = changed;
    for (const listener of listeners) listener();
  };
  const dismiss = (id: number): void => set(toasts.filter((toast) => toast.id !== id));
  return {
    list: () => toasts,
    show: (request) => {
      const id = next++;
      set([...toasts, { ...request, id, left: toastLife }].slice(-limit));
      return id;
    },
    dismiss,
    undoLatest: () => {
      const latest = toasts.findLast((toast) => toast.undo !== undefined);
      if (!latest) return false;
      dismiss(latest.id);
      latest.undo?.();
      return true;
    },
    pass: (ms) => {
      if (toasts.length > 0) set(toasts.map((toast) => ({ ...toast, left: toast.left - ms })).filter((toast) => toast.left > 0));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
