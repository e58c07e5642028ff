import { createSocket } from "node:dgram";
import { once } from "node:events";
import { g711Types, hasEvents } from "../../sip/description/sdp.ts";
import { samplesOf, type G711Types } from "../sound/g711.ts";
import type { Copied, Media } from "../media.ts";
import { ToneKeys } from "./tone-keys.ts";

/** Our own ear on a caller: one for each call, so that one that the last server had is known by its name. */
const EAR = "tones";

/** Shortest key tone, in packets, on a trunk that offers events and sends tones all the same: speech never holds a tone so long. */
const LONG = 4;

/** Hears the keys of callers that come as tones. */
export type ToneEar = AsyncDisposable & {
  /** Begins to hear a caller by what the caller offered. */
  readonly hear: (caller: Copied) => Promise<void>;
  /** Hears the caller no more, who is still there. */
  readonly stop: (callId: string) => Promise<void>;
  /** The call is over. */
  readonly leave: (callId: string) => void;
};

/** Opens a port of ours to which the media server sends a copy of such callers' sound. `address` is that of the media server. */
export async function openToneEar(media: Media, address: string, heard: (callId: string, key: string) => void): Promise<ToneEar> {
  const socket = createSocket("udp4");
  const callers = new Map<number, { readonly callId: string; readonly keys: ToneKeys; readonly types: G711Types }>();
  socket.on("error", () => undefined);
  socket.on("message", (packet, from) => {
    const caller = from.address === address ? callers.get(from.port) : undefined;
    if (caller === undefined || packet.length <= 12 || packet.readUInt8(0) !== 0x80) return;
    const table = samplesOf(packet.readUInt8(1) & 0x7f, caller.types);
    if (table === undefined) return;
    const key = caller.keys.receive(Int16Array.from(packet.subarray(12), (byte) => table[byte] ?? 0));
    if (key !== null) heard(caller.callId, key);
  });
  socket.bind(0, address);
  await once(socket, "listening");
  const ours = socket.address().port;

  /** True where the call was listened to. */
  const leave = (callId: string): boolean => {
    const ports = [...callers].filter(([, caller]) => caller.callId === callId).map(([port]) => port);
    for (const port of ports) callers.delete(port);
    return ports.length > 0;
  };
  return {
    hear: async (caller) => {
      const { callId, callerSdp } = caller;
      leave(callId);
      await media.unsubscribe(callId, EAR);
      const heardAt = (port: number): void =>
        void callers.set(port, { callId, keys: new ToneKeys(hasEvents(callerSdp) ? LONG : undefined), types: g711Types(callerSdp) });
      await media.copy(caller, EAR, { address, port: ours }, heardAt);
    },
    stop: async (callId) => {
      if (leave(callId)) await media.unsubscribe(callId, EAR);
    },
    leave,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}
