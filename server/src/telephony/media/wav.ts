/** Bytes of a WAV file's head. */
export const WAV_HEAD = 44;

/** The head of a WAV file of 16-bit samples at 8 kHz. */
export function wavHead(dataBytes: number, channels: 1 | 2): Buffer {
  const head = Buffer.alloc(WAV_HEAD);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000 * channels, 28);
  head.writeUInt16LE(2 * channels, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

/** The first channel of a WAV file of 16-bit samples, and how many there are in a second; null where it is no such file. */
export function readWav(bytes: Buffer): { readonly rate: number; readonly samples: Int16Array } | null {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE") return null;
  let format: { readonly channels: number; readonly rate: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, length, body] = [bytes.toString("latin1", at, at + 4), bytes.readUInt32LE(at + 4), at + 8];
    if (name === "fmt " && body + 16 <= bytes.length) {
      const [kind, channels, rate, bits] = [
        bytes.readUInt16LE(body),
        bytes.readUInt16LE(body + 2),
        bytes.readUInt32LE(body + 4),
        bytes.readUInt16LE(body + 14),
      ];
      if (kind !== 1 || bits !== 16 || channels < 1 || rate < 4_000 || rate > 192_000) return null;
      format = { channels, rate };
    }
    if (name === "data" && format !== null) {
      const { channels, rate } = format;
      const count = Math.floor(Math.min(length, bytes.length - body) / (2 * channels));
      return { rate, samples: Int16Array.from({ length: count }, (_none, nth) => bytes.readInt16LE(body + nth * 2 * channels)) };
    }
    at = body + length + (length & 1);
  }
  return null;
}
