import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { ariaShortcut, type Shortcut } from "../hooks/shortcut.ts";
import { classNames } from "./class-names.ts";
import { useTip } from "./tip.tsx";

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children" | "aria-label"> {
  /** The verb: the accessible name and the tip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** s 24 px, tool 32 px (the default), m 36 px, l 48 px. */
  readonly size?: "s" | "tool" | "m" | "l" | undefined;
  readonly bordered?: boolean | undefined;
  readonly shortcut?: Shortcut | undefined;
  readonly disabledReason?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function IconButton(props: IconButtonProps): ReactNode {
  const { label, icon, size = "tool", bordered, shortcut, disabledReason, ref, ...rest } = props;
  const off = disabledReason !== undefined;
  const tip = useTip(off ? `${label}. ${disabledReason}` : label, shortcut);
  const onClick = (event: MouseEvent<HTMLButtonElement>): void => {
    if (off) event.preventDefault();
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
      aria-label={off ? `${label}. ${disabledReason}` : label}
      aria-disabled={off || undefined}
      className={classNames(
        "am-icon-button",
        size !== "tool" && `am-icon-button--${size}`,
        bordered && "am-icon-button--bordered",
        rest.className,
      )}
    >
      {icon}
      {tip.node}
    </button>
  );
}
