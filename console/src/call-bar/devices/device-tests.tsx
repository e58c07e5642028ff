import { Button } from "@amaliyat/ui/controls";
import BellRing from "lucide-react/icons/bell-ring";
import Mic from "lucide-react/icons/mic";
import Volume2 from "lucide-react/icons/volume-2";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";
import { playBack, playTone, record, tryRing } from "./try-sound.ts";

type Trying = "tone" | "ring" | "speaking" | "hearing" | null;

/** Three trials: a tone in the ear, the ring, and one's own voice recorded and played back. `inCall` leaves a caller alone. */
export function DeviceTests({ stream, inCall }: { readonly stream: MediaStream | null; readonly inCall: boolean }): ReactNode {
  const text = useText();
  const [trying, setTrying] = useState<Trying>(null);
  const [failed, setFailed] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setFailed(false);
    // A device that was just unplugged refuses. The screen says so, and the person tries again after plugging it in.
    await work().catch(() => setFailed(true));
    setTrying(null);
  };
  const echo = (from: MediaStream): void =>
    void run(async () => {
      setTrying("speaking");
      const sound = await record(from);
      setTrying("hearing");
      await playBack(sound);
    });
  const tryOne = (which: "tone" | "ring", work: () => Promise<void>): void => {
    setTrying(which);
    void run(work);
  };
  const why = inCall ? text("devices.in_call") : trying === null ? undefined : text("devices.trying");
  return (
    <div className="calls-form__line">
      <Button icon={<Volume2 size={16} aria-hidden="true" />} disabledReason={why} onClick={() => tryOne("tone", playTone)}>
        {text("devices.try_speaker")}
      </Button>
      <Button icon={<BellRing size={16} aria-hidden="true" />} disabledReason={why} onClick={() => tryOne("ring", tryRing)}>
        {text("devices.try_ring")}
      </Button>
      <Button
        icon={<Mic size={16} aria-hidden="true" />}
        disabledReason={why ?? (stream === null ? text("devices.no_microphone") : undefined)}
        onClick={() => stream !== null && echo(stream)}
      >
        {text("devices.try_echo")}
      </Button>
      <span role="status" className={failed ? "am-attention" : "am-t2"}>
        {failed ? text("devices.failed") : trying !== null && text(`devices.now_${trying}`)}
      </span>
    </div>
  );
}
