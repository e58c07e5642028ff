/** A PCM WAV file with one channel, 16 bits. */
export type Sampled = { readonly hertz: number; readonly samples: Int16Array };

/**
 * Reads a WAV file of one channel. A wrong length in the header, as from a program that writes into a pipe, is replaced by the real one.
 */
export function readWav(file: Buffer): Sampled {
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") throw new Error("no WAV file");
  let hertz = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const [name, size] = [file.toString("latin1", at, at + 4), file.readUInt32LE(at + 4)];
    const start = at + 8;
    if (name === "fmt ") {
      const [format, channels, bits] = [file.readUInt16LE(start), file.readUInt16LE(start + 2), file.readUInt16LE(start + 14)];
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error("a WAV file must be PCM, 16 bits, one channel");
      hertz = file.readUInt32LE(start + 4);
    }
    if (name === "data" && hertz > 0) {
      const bytes = file.subarray(start, Math.min(file.length, start + size));
      return { hertz, samples: Int16Array.from({ length: bytes.length >> 1 }, (_none, nth) => bytes.readInt16LE(nth * 2)) };
    }
    at = start + size + (size % 2);
  }
  throw new Error("a WAV file without samples");
}

const HEAD = 44;

export function writeWav({ hertz, samples }: Sampled): Buffer {
  const file = Buffer.alloc(HEAD + samples.length * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(hertz, 24);
  file.writeUInt32LE(hertz * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, nth) => file.writeInt16LE(sample, HEAD + nth * 2));
  return file;
}
