import Check from "lucide-react/icons/check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Undo2 from "lucide-react/icons/undo-2";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { classNames } from "../controls/class-names.ts";
import { useShortcut } from "../hooks/use-shortcut.ts";
import { Num } from "../i18n/isolated.tsx";
import { useUiText } from "../i18n/use-i18n.ts";
import { createToastStore, type Toast, type ToastRequest } from "./toast-store.ts";

const store = createToastStore();

/** Shows a toast from anywhere: after an act, with how to undo it. */
export function showToast(request: ToastRequest): number {
  return store.show(request);
}

export function dismissToast(id: number): void {
  store.dismiss(id);
}

/** Takes all toasts away: the next person must not undo an act of the last one. */
export function dismissToasts(): void {
  store.pass(Number.POSITIVE_INFINITY);
}

const empty: readonly Toast[] = [];

/** Region of toasts; once, in the shell. Ctrl Z undoes the latest. Time stops while pointer or focus is on them. */
export function ToastRegion(): ReactNode {
  const text = useUiText();
  const toasts = useSyncExternalStore(store.subscribe, store.list, () => empty);
  const [held, setHeld] = useState(false);
  const latest = toasts.findLast((toast) => toast.undo !== undefined);
  const running = toasts.length > 0 && !held;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => store.pass(1000), 1000);
    return () => clearInterval(timer);
  }, [running]);
  useShortcut("Ctrl+KeyZ", () => store.undoLatest(), { enabled: latest !== undefined });
  const hold = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
  return (
    <section className="am-toasts" aria-label={text("messages")} aria-live="polite" aria-relevant="additions" {...hold}>
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} latest={toast === latest} onLeave={() => setHeld(false)} />
      ))}
    </section>
  );
}

interface ToastLineProps {
  readonly toast: Toast;
  /** The one that Ctrl Z undoes. */
  readonly latest: boolean;
  readonly onLeave: () => void;
}

function ToastLine({ toast, latest, onLeave }: ToastLineProps): ReactNode {
  const text = useUiText();
  const attention = toast.tone === "attention";
  const undo = (): void => {
    store.dismiss(toast.id);
    onLeave();
    toast.undo?.();
  };
  return (
    <div className={classNames("am-toast", attention && "am-toast--attention")}>
      <span className="am-toast__icon" aria-hidden="true">
        {attention ? <TriangleAlert size={18} /> : <Check size={18} />}
      </span>
      <span className="am-toast__text">{toast.text}</span>
      {toast.undo && (
        <Button
          size="s"
          shortcut={latest ? "Ctrl+KeyZ" : undefined}
          icon={<Undo2 size={14} className="am-mirror" aria-hidden="true" />}
          onClick={undo}
        >
          {text("undo")}
        </Button>
      )}
      <span className="am-toast__left" aria-hidden="true">
        <Num>{Math.ceil(toast.left / 1000)}</Num>
      </span>
    </div>
  );
}
