import type { ReactNode } from "react";
import { ReasonDialog, type ReasonDialogProps } from "../lists/index.ts";
import { useAct } from "./use-act.ts";

/** An act on partners that needs its reason said. */
export function ReasonAct({ send, ...rest }: ReasonDialogProps): ReactNode {
  const act = useAct();
  return <ReasonDialog {...rest} send={(reason) => act.run(() => send(reason))} />;
}
