import { createSocket } from "node:dgram";
import { parentPort } from "node:worker_threads";
import { samplesOf, type G711Types } from "../sound/g711.ts";
import { payloadOf } from "../sound/pcap.ts";
import { ToneKeys } from "./tone-keys.ts";

/** A caller whose sound comes from a port of the media server. `least` is the shortest key, in packets; missing for the usual. */
export type HeardCaller = { readonly callId: string; readonly types: G711Types; readonly least?: number };

export type ToToneEar =
  /** `port` is 0 for any that is free. `address` is ours and that of the media server. */
  | { readonly kind: "listen"; readonly address: string; readonly port: number }
  | { readonly kind: "hear"; readonly from: number; readonly caller: HeardCaller }
  | { readonly kind: "leave"; readonly from: number };

export type FromToneEar =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "key"; readonly callId: string; readonly key: string };

const callers = new Map<number, HeardCaller & { readonly keys: ToneKeys }>();
const tell = (said: FromToneEar): void => parentPort?.postMessage(said);

/** One packet is read after the other, into the same samples: 500 callers who wait send 25,000 packets a second. */
let samples = new Int16Array(160);

function receive(packet: Buffer, from: number): void {
  const caller = callers.get(from);
  const payload = caller === undefined ? null : payloadOf(packet);
  if (caller === undefined || payload === null || payload.length === 0) return;
  const table = samplesOf((packet[1] ?? 0) & 0x7f, caller.types);
  if (table === undefined) return;
  if (samples.length !== payload.length) samples = new Int16Array(payload.length);
  for (let at = 0; at < samples.length; at++) samples[at] = table[payload[at] ?? 0] ?? 0;
  const key = caller.keys.receive(samples);
  if (key !== null) tell({ kind: "key", callId: caller.callId, key });
}

function listen(address: string, port: number): void {
  const socket = createSocket("udp4");
  let isBound = false;
  socket.on("error", (error) => {
    // A thread that has no port hears nobody: it ends, and the next one tries.
    if (!isBound) throw error;
  });
  socket.on("message", (packet, { address: host, port: from }) => {
    if (host === address) receive(packet, from);
  });
  socket.bind(port, address, () => {
    isBound = true;
    tell({ kind: "listening", port: socket.address().port });
  });
}

parentPort?.on("message", (said: ToToneEar) => {
  if (said.kind === "listen") listen(said.address, said.port);
  else if (said.kind === "hear") callers.set(said.from, { ...said.caller, keys: new ToneKeys(said.caller.least) });
  else callers.delete(said.from);
});
