import { writeFile } from "node:fs/promises";

const RATE = 48_000;

/** Writes a tone as a WAV file, one second long, for a browser that takes it for its microphone. */
export async function writeTone(file: string, hertz: number): Promise<void> {
  const data = Buffer.alloc(RATE * 2);
  for (let at = 0; at < RATE; at++) data.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * hertz * at) / RATE)), at * 2);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  await writeFile(file, Buffer.concat([head, data]));
}

/** The two sides of a stereo WAV of 16 bits: left the caller, right the others. */
export function sidesOf(wav: Buffer): readonly [Int16Array, Int16Array] {
  const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length - ((wav.length - 44) % 4)));
  return [samples.filter((_each, at) => at % 2 === 0), samples.filter((_each, at) => at % 2 === 1)];
}
