import { TIMESCALE } from "../fmp4/boxes.ts";
import { fragmentHead } from "../fmp4/fragment.ts";
import { initSegment } from "../fmp4/init-segment.ts";
import type { LiveConfig, LiveFrame, LiveMessage } from "./messages.ts";
import { configPayload, encodeWire } from "@amaliyat/contract/picture";
import { toWire } from "./wire.ts";

const made = new WeakMap<LiveConfig | LiveFrame, Uint8Array>();

/**
 * A live message for a viewer that plays by Media Source Extensions: an init segment instead of a config, and every picture as an fMP4
 * fragment of its own. Made once per message and shared by all viewers.
 * Decode times are the camera's: the player sets `timestampOffset` by the first one.
 */
export function toMseWire(message: LiveMessage): Uint8Array {
  if (message.kind === "state") return toWire(message);
  const known = made.get(message);
  if (known) return known;
  const bytes = message.kind === "config" ? initMessage(message) : fragmentMessage(message);
  made.set(message, bytes);
  return bytes;
}

function initMessage(config: LiveConfig): Uint8Array {
  const payload = configPayload(config, initSegment(config));
  return encodeWire({ type: "init", key: false, atMs: 0, ptsUs: 0, durationUs: 0, payload });
}

function fragmentMessage({ key, captureMs, ptsUs, dtsUs, durationUs, data }: LiveFrame): Uint8Array {
  return encodeWire({
    type: "fragment",
    key,
    atMs: captureMs,
    ptsUs,
    durationUs,
    payload: mseFragment({ key, captureMs, ptsUs, dtsUs, durationUs, data }),
  });
}

/** One picture as a fragment. */
export function mseFragment({ key, captureMs, ptsUs, dtsUs, durationUs, data }: Omit<LiveFrame, "kind">): Uint8Array {
  const dts = ticks(dtsUs);
  const sample = { offset: 0, size: data.length, dts, pts: ticks(ptsUs), duration: ticks(durationUs), key };
  return Buffer.concat([fragmentHead(1, dts, captureMs, [sample]), data]);
}

const ticks = (us: number): number => Math.round((us * TIMESCALE) / 1e6);
