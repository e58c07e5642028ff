import { calls } from "@amaliyat/contract/calls";
import { PAUSE_REASONS, type PauseReason } from "@amaliyat/domain/calls";
import { Button } from "@amaliyat/ui/controls";
import { Menu } from "@amaliyat/ui/layout";
import Coffee from "lucide-react/icons/coffee";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useText } from "../text.ts";
import type { CallAct } from "../../calls/index.ts";

/** Reasons that a person can choose. «No answer» is set by the room only. */
const REASONS = PAUSE_REASONS.filter((reason) => reason !== "no_answer");

/** Pauses with a reason; in a call it begins after it, and says so. */
export function PauseMenu({ act, asked }: { readonly act: CallAct; readonly asked: PauseReason | null }): ReactNode {
  const text = useText();
  const items = REASONS.map((reason) => ({
    id: reason,
    label: text(`pause.${reason}`),
    act: () => void act.run(() => ask(calls.pause, { body: { reason } })),
  }));
  return (
    <Menu
      label={text("phone.pause")}
      items={items}
      renderButton={(attributes) => (
        <Button size="s" icon={<Coffee size={14} aria-hidden="true" />} {...attributes}>
          {asked === null ? text("phone.pause") : text("phone.pause_next", { reason: text(`pause.${asked}`) })}
        </Button>
      )}
    />
  );
}
