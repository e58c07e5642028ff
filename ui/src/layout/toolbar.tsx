import type { ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { moveRovingFocus } from "./roving.ts";

export interface ToolbarProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Video transport follows time, not reading: arrows and order stay left to right in every language. */
  readonly ltr?: boolean | undefined;
}

const selector = "button:not(:disabled), a[href], select";

/** Buttons in a row; arrows move among them. */
export function Toolbar({ label, children, className, ltr = false }: ToolbarProps): ReactNode {
  return (
    <div
      role="toolbar"
      aria-label={label}
      tabIndex={-1}
      dir={ltr ? "ltr" : undefined}
      className={classNames("am-toolbar", className)}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLButtonElement) moveRovingFocus(event, selector, "horizontal");
      }}
    >
      {children}
    </div>
  );
}

export function ToolbarSeparator(): ReactNode {
  return <span className="am-toolbar__separator" aria-hidden="true" />;
}
