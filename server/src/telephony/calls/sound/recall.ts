import { capturedFiles } from "../../media/sound/captured.ts";
import type { Recalled } from "../../media/sound/recall-sound.ts";
import type { Recaller } from "../../media/sound/recaller.ts";
import { g711Types } from "../../sip/description/sdp.ts";
import type { Call } from "../call.ts";
import type { Exchanging } from "../context.ts";

/** The last seconds of a call that is being recorded, read from what the media server has written so far; null where there is nothing. */
export async function recallCall(on: Exchanging, recaller: Recaller, call: Call, seconds: number): Promise<Recalled | null> {
  const { callId, callerSdp, ports, recording } = call.facts;
  if (!recording) return null;
  const to = on.clock();
  const files = await capturedFiles(on.captured, callId);
  const made =
    files.length === 0
      ? null
      : await recaller.recall({ files, callerPorts: ports, types: g711Types(callerSdp), from: to - seconds * 1000, to });
  return made === null || made.seconds === 0 ? null : made;
}
