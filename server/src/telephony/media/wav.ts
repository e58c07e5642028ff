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
