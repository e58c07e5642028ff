import type { ReactNode } from "react";
export function CardScreen(): ReactNode {
  return null;
}
