import type { ReactNode } from "react";

/** For screen readers only. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className="am-hidden-visually">{children}</span>;
}
