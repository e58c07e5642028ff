import type { CallCard } from "@amaliyat/contract/calls";
import type { ReactNode } from "react";
import { phone } from "../../../phone/index.ts";
import { useStore } from "../../../store/index.ts";
import { useText } from "../../text.ts";
import { AskByKeysAct } from "./ask-by-keys-act.tsx";
import { PauseRecordingAct } from "./pause-recording-act.tsx";
import { RecallAct } from "./recall-act.tsx";

/** The acts on the sound of one's own talk while it goes on. Another console has none of them, and no console has them after the call. */
export function TalkSound({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const { talks } = useStore(phone);
  const isOwn = talks.some(
    ({ callId, kind, about, survival }) =>
      callId === card.callId && (kind === "caller" || kind === "called_out") && about === null && !survival,
  );
  if (!isOwn || card.endedAt !== null) return null;
  return (
    <div className="call-head__sound" role="group" aria-label={text("sound.label")}>
      <RecallAct callId={card.callId} />
      <PauseRecordingAct card={card} />
      <AskByKeysAct card={card} />
    </div>
  );
}
