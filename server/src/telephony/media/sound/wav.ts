import { SAMPLES } from "./g711.ts";

/** Bytes of a WAV file's head. */
export const WAV_HEAD = 44;

/** Kinds of samples in a WAV file: 16-bit numbers, and G.711 A. */
const [LINEAR, ALAW] = [1, 6];

function headOf(dataBytes: number, kind: number, channels: number, sampleBytes: number): Buffer {
  const head = Buffer.alloc(WAV_HEAD);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(kind, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000 * sampleBytes * channels, 28);
  head.writeUInt16LE(sampleBytes * channels, 32);
  head.writeUInt16LE(8 * sampleBytes, 34);
  head.write("data", 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

/** The head of a WAV file of 16-bit samples at 8 kHz. */
export const wavHead = (dataBytes: number, channels: 1 | 2): Buffer => headOf(dataBytes, LINEAR, channels, 2);

/** The head of a WAV file of G.711 A at 8 kHz with one channel. */
export const alawHead = (dataBytes: number): Buffer => headOf(dataBytes, ALAW, 1, 1);

const ALAW_SAMPLES = SAMPLES.get(8) ?? new Int16Array(256);

/** The first channel of a WAV file of 16-bit samples or of G.711 A, and how many there are in a second; null where it is no such file. */
export function readWav(bytes: Buffer): { readonly rate: number; readonly samples: Int16Array } | null {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE") return null;
  let format: { readonly kind: number; readonly channels: number; readonly rate: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, length, body] = [bytes.toString("latin1", at, at + 4), bytes.readUInt32LE(at + 4), at + 8];
    if (name === "fmt " && body + 16 <= bytes.length) {
      const [kind, channels, rate, bits] = [
        bytes.readUInt16LE(body),
        bytes.readUInt16LE(body + 2),
        bytes.readUInt32LE(body + 4),
        bytes.readUInt16LE(body + 14),
      ];
      if (bits !== (kind === LINEAR ? 16 : 8) || (kind !== LINEAR && kind !== ALAW)) return null;
      if (channels < 1 || rate < 4_000 || rate > 192_000) return null;
      format = { kind, channels, rate };
    }
    if (name === "data" && format !== null) {
      const { kind, channels, rate } = format;
      const step = channels * (kind === LINEAR ? 2 : 1);
      const samples = new Int16Array(Math.floor(Math.min(length, bytes.length - body) / step));
      // A loop of its own kind for each: one that asks at every sample takes forty times as long.
      if (kind === LINEAR) for (let nth = 0; nth < samples.length; nth++) samples[nth] = bytes.readInt16LE(body + nth * step);
      else for (let nth = 0; nth < samples.length; nth++) samples[nth] = ALAW_SAMPLES[bytes[body + nth * step] ?? 0] ?? 0;
      return { rate, samples };
    }
    at = body + length + (length & 1);
  }
  return null;
}
