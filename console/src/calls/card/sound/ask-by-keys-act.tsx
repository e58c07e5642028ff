import { calls, type CallCard } from "@amaliyat/contract/calls";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Num } from "@amaliyat/ui/i18n";
import Grid3x3 from "lucide-react/icons/grid-3x3";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { Refusal } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { useCallAct } from "../../use-call-act.ts";
import { keysSinceAsked } from "../call-facts.ts";

/** Asks a silent caller to press a key, and shows the keys pressed since. */
export function AskByKeysAct({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const { busy, refused, run } = useCallAct();
  const send = (): void => void run(() => ask(calls.askByKeys, { params: { callId: card.callId } }));
  useShortcut("Alt+KeyK", send, { whileTyping: true });
  const pressed = keysSinceAsked(card.events);
  return (
    <>
      <Button
        size="s"
        shortcut="Alt+KeyK"
        loading={busy}
        title={text("sound.keys_hint")}
        icon={<Grid3x3 size={14} aria-hidden="true" />}
        onClick={send}
      >
        {text("sound.keys")}
      </Button>
      {pressed !== null && (
        <span role="status">
          <Chip tone={pressed === "" ? "muted" : "engaged"}>
            {text(pressed === "" ? "sound.keys_none" : "sound.keys_pressed")} {pressed !== "" && <Num className="am-strong">{pressed}</Num>}
          </Chip>
        </span>
      )}
      <Refusal problem={refused} />
    </>
  );
}
