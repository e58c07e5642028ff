import type { ReactNode } from "react";
export function NewInterventionDialog(): ReactNode {
  return null;
}
