import X from "lucide-react/icons/x";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { useUiText } from "../i18n/use-i18n.ts";

export interface DialogProps {
  readonly open: boolean;
  /** Escape, the close button, or a click beside the dialog when `lightDismiss`. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly size?: "normal" | "wide" | undefined;
  readonly top?: boolean | undefined;
  /** No visible title or close button: for the palette. The title still names the dialog. */
  readonly bare?: boolean | undefined;
  readonly lightDismiss?: boolean | undefined;
  readonly alert?: boolean | undefined;
  readonly className?: string | undefined;
}

/**
 * A modal dialog on the browser's own `<dialog>`: it keeps focus inside and gives it back when it closes. Focus begins on
 * the element marked `data-initial-focus`, else on the first field, else on the close button: never on an act.
 */
export function Dialog(props: DialogProps): ReactNode {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog(props: DialogProps): ReactNode {
  const {
    onClose,
    title,
    children,
    foot,
    size = "normal",
    top = false,
    bare = false,
    lightDismiss = false,
    alert = false,
    className,
  } = props;
  const text = useUiText();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = dialog.current;
    if (!node) return undefined;
    const before = document.activeElement;
    if (!node.open) node.showModal();
    firstFocus(node)?.focus();
    return () => {
      node.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLightDismiss(dialog, lightDismiss, onClose);
  return (
    <dialog
      ref={dialog}
      role={alert ? "alertdialog" : undefined}
      aria-labelledby={titleId}
      className={classNames("am-dialog", size === "wide" && "am-dialog--wide", top && "am-dialog--top", className)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {bare ? (
        <h2 id={titleId} className="am-hidden-visually">
          {title}
        </h2>
      ) : (
        <header className="am-dialog__head">
          <h2 id={titleId} className="am-dialog__title">
            {title}
          </h2>
          <IconButton label={text("close")} icon={<X size={18} aria-hidden="true" />} data-dialog-close="" onClick={onClose} />
        </header>
      )}
      {bare ? children : <div className="am-dialog__body">{children}</div>}
      {foot && <footer className="am-dialog__foot">{foot}</footer>}
    </dialog>
  );
}

function firstFocus(dialog: HTMLDialogElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>("[data-initial-focus]") ??
    dialog.querySelector<HTMLElement>("input:not(:disabled):not([type=hidden]), select:not(:disabled), textarea:not(:disabled)") ??
    dialog.querySelector<HTMLElement>("[data-dialog-close]")
  );
}

function useLightDismiss(dialog: { readonly current: HTMLDialogElement | null }, on: boolean, onClose: () => void): void {
  useEffect(() => {
    const node = dialog.current;
    if (!node || !on) return undefined;
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target === node) onClose();
    };
    node.addEventListener("pointerdown", onPointerDown);
    return () => node.removeEventListener("pointerdown", onPointerDown);
  }, [dialog, on, onClose]);
}
