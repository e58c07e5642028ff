import { useId, type ButtonHTMLAttributes, type MouseEvent, type ReactNode, type Ref } from "react";
import { ariaShortcut, type Shortcut } from "../hooks/shortcut.ts";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { useTip } from "./tip.tsx";

export type ButtonVariant = "primary" | "normal" | "quiet" | "danger" | "affirm";
export type ButtonSize = "s" | "m" | "l";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "children"> {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant | undefined;
  /** s 28 px, m 36 px, l 48 px (urgent acts). */
  readonly size?: ButtonSize | undefined;
  readonly icon?: ReactNode;
  /** Shown as a key and told to screen readers; the key itself is bound by `useShortcut`. */
  readonly shortcut?: Shortcut | undefined;
  readonly loading?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Reason that the button cannot act. It stays reachable by keyboard, so that the reason can be read. */
  readonly disabledReason?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button(props: ButtonProps): ReactNode {
  const { children, variant = "normal", size = "m", icon, shortcut, loading, wide, disabled, disabledReason, ref, ...rest } = props;
  const reasonId = useId();
  const off = disabledReason !== undefined;
  const tip = useTip(disabledReason);
  const onClick = (event: MouseEvent<HTMLButtonElement>): void => {
    if (off || loading) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut ? ariaShortcut(shortcut) : undefined}
      {...rest}
      {...tip.props(rest)}
      ref={ref}
      onClick={onClick}
      disabled={disabled === true && !off}
      aria-disabled={off || undefined}
      aria-busy={loading || undefined}
      aria-describedby={classNames(rest["aria-describedby"], off && reasonId) || undefined}
      className={classNames(
        "am-button",
        variant !== "normal" && `am-button--${variant}`,
        size !== "m" && `am-button--${size}`,
        wide && "am-button--wide",
        rest.className,
      )}
    >
      {loading ? <span className="am-spinner" aria-hidden="true" /> : icon}
      <span>{children}</span>
      {shortcut && <Kbd keys={shortcut} />}
      {off && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
      {tip.node}
    </button>
  );
}
