/**
 * One live message as the bytes of one WebSocket message. All numbers are big-endian.
 *
 * - byte 0: version, 1
 * - byte 1: type, 1 config, 2 frame, 3 state, 4 init, 5 fragment
 * - byte 2: flags, 1 key
 * - byte 3: 0
 * - bytes 4-11: float64 capture time (frame, fragment) or begin of the state, ms since epoch
 * - bytes 12-19: float64 time stamp in µs
 * - bytes 20-23: uint32 duration in µs
 * - bytes 24-: payload
 *
 * Payload of a frame: the NAL units of the picture, each behind its length in 4 bytes. Of a fragment: an fMP4 fragment of one picture, for MSE.
 * Of a config or init: uint16 width, uint16 height, uint8 length of the codec string, the codec string. Behind it lies the record of the
 * decoder, `avcC` or `hvcC` (config), or the init segment (init). Of a state: JSON `{"state", "cause"}` in UTF-8.
 */
export type WireMessage = {
  readonly type: "config" | "frame" | "state" | "init" | "fragment";
  readonly key: boolean;
  readonly atMs: number;
  readonly ptsUs: number;
  readonly durationUs: number;
  readonly payload: Uint8Array;
};

const TYPES = ["config", "frame", "state", "init", "fragment"] as const;
const HEADER = 24;
const VERSION = 1;

export function encodeWire({ type, key, atMs, ptsUs, durationUs, payload }: WireMessage): Uint8Array {
  const bytes = new Uint8Array(HEADER + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes[1] = TYPES.indexOf(type) + 1;
  bytes[2] = key ? 1 : 0;
  view.setFloat64(4, atMs);
  view.setFloat64(12, ptsUs);
  view.setUint32(20, durationUs);
  bytes.set(payload, HEADER);
  return bytes;
}

/** Null for bytes that are not a message of this version. */
export function decodeWire(bytes: Uint8Array): WireMessage | null {
  const type = TYPES[(bytes[1] ?? 0) - 1];
  if (bytes.length < HEADER || bytes[0] !== VERSION || type === undefined) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    type,
    key: ((bytes[2] ?? 0) & 1) === 1,
    atMs: view.getFloat64(4),
    ptsUs: view.getFloat64(12),
    durationUs: view.getUint32(20),
    payload: bytes.subarray(HEADER),
  };
}

/** Size, codec string and decoder configuration: the record or the init segment. */
export function configPayload(
  config: { readonly codec: string; readonly width: number; readonly height: number },
  start: Uint8Array,
): Uint8Array {
  const codec = new TextEncoder().encode(config.codec);
  const bytes = new Uint8Array(5 + codec.length + start.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, config.width);
  view.setUint16(2, config.height);
  bytes[4] = codec.length;
  bytes.set(codec, 5);
  bytes.set(start, 5 + codec.length);
  return bytes;
}

/** Content of a config or init payload: the size of the picture, its codec, and the decoder's configuration. */
export type Start = { readonly width: number; readonly height: number; readonly codec: string; readonly bytes: Uint8Array };

/** Reads the payload of a config or init message; null if it is cut short. */
export function readStart(payload: Uint8Array): Start | null {
  const length = payload[4] ?? 0;
  if (payload.length < 5 + length) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const codec = new TextDecoder().decode(payload.subarray(5, 5 + length));
  return { width: view.getUint16(0), height: view.getUint16(2), codec, bytes: payload.subarray(5 + length) };
}
