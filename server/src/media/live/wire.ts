import { configPayload, encodeWire } from "@amaliyat/contract/picture";
import type { LiveMessage } from "./messages.ts";

/** A live message for a viewer that decodes frames itself (WebCodecs). */
export function toWire(message: LiveMessage): Uint8Array {
  if (message.kind === "frame") {
    const { key, captureMs, ptsUs, durationUs, data } = message;
    return encodeWire({ type: "frame", key, atMs: captureMs, ptsUs, durationUs, payload: data });
  }
  if (message.kind === "config") return encodeWire({ ...NOTHING, type: "config", payload: configPayload(message, message.record) });
  const { state, since, cause } = message;
  const payload = new TextEncoder().encode(JSON.stringify({ state, cause }));
  return encodeWire({ ...NOTHING, type: "state", atMs: since, payload });
}

const NOTHING = { key: false, atMs: 0, ptsUs: 0, durationUs: 0 } as const;
