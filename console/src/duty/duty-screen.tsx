import type { ReactNode } from "react";
export function DutyScreen(): ReactNode {
  return null;
}
