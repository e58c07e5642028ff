import type { ReactNode } from "react";
import { shortcutLabel, type Shortcut } from "../hooks/shortcut.ts";
import { classNames } from "./class-names.ts";

/** The drawing of a key. Hidden from screen readers, which hear `aria-keyshortcuts` of the control instead. */
export function Kbd({ keys, className }: { readonly keys: Shortcut; readonly className?: string | undefined }): ReactNode {
  return (
    <kbd className={classNames("am-kbd", className)} aria-hidden="true">
      {shortcutLabel(keys)}
    </kbd>
  );
}
