import type { Problem } from "@amaliyat/contract/route";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { isolate, Num, useFormat } from "@amaliyat/ui/i18n";
import Ear from "lucide-react/icons/ear";
import { useState, type ReactNode } from "react";
import { useRoom } from "../../facts/index.ts";
import { Refusal, usePersonNames } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { useText } from "../text.ts";
import { LISTEN_MODES, listening, startListening, stopListening, type Listening, type ListenMode } from "./listening.ts";
import "../lines.css";

/** Stands on every screen while a supervisor is with a call: its call-taker, mode, duration, visibility, and the button to end it. */
export function ListeningBanner(): ReactNode {
  const held = useStore(listening);
  return held === null ? null : <Standing held={held} />;
}

function Standing({ held }: { readonly held: Listening }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const shown = useRoom().data?.listeningShown;
  const stop = async (): Promise<void> => {
    setBusy(true);
    setRefused(await stopListening());
    setBusy(false);
  };
  const change = async (mode: ListenMode): Promise<void> => {
    setBusy(true);
    const problem = await stopListening();
    const answer = problem === null ? await startListening(held, mode, roomNow()) : null;
    setRefused(problem ?? (answer?.ok === false ? answer.error : null));
    setBusy(false);
  };
  const detail = (
    <>
      {text(held.heard ? `listen.hears.${held.mode}` : "listen.connecting")} <Num>{format.age(now - held.since)}</Num>
      {shown !== undefined && <> · {text(shown ? "listen.shown" : "listen.not_shown")}</>}
    </>
  );
  return (
    <Banner
      icon={<Ear size={20} />}
      title={text("listen.title", { name: isolate(names.shown(held.name)) })}
      detail={detail}
      actions={
        <>
          <Refusal problem={refused} />
          <Segmented
            size="s"
            label={text("listen.mode")}
            options={LISTEN_MODES.map((value) => ({ value, label: text(`listen.${value}`) }))}
            value={held.mode}
            onChange={(mode) => void change(mode)}
          />
          <Button size="s" loading={busy} onClick={() => void stop()}>
            {text("listen.end")}
          </Button>
        </>
      }
    />
  );
}
