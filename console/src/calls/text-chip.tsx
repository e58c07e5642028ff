import type { CallRow } from "@amaliyat/contract/calls";
import { Chip } from "@amaliyat/ui/controls";
import MessageSquareText from "lucide-react/icons/message-square-text";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** A caller who can write; one who writes alone is silent on the line, and is not taken for nobody. */
export function TextChip({ kind }: { readonly kind: NonNullable<CallRow["text"]> }): ReactNode {
  const text = useText();
  return (
    <Chip tone={kind === "alone" ? "attention" : "engaged"} icon={<MessageSquareText size={14} aria-hidden="true" />}>
      {text(`rtt.${kind}`)}
    </Chip>
  );
}
