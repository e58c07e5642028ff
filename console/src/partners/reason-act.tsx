import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PARTNERS } from "./live.ts";
import { ReasonDialog, type ReasonDialogProps } from "../lists/index.ts";

/** An act on partners that needs its reason said. */
export function ReasonAct({ send, ...rest }: ReasonDialogProps): ReactNode {
  const client = useQueryClient();
  const sent: ReasonDialogProps["send"] = async (reason) => {
    const answer = await send(reason);
    void client.invalidateQueries({ queryKey: PARTNERS });
    return answer;
  };
  return <ReasonDialog {...rest} send={sent} />;
}
