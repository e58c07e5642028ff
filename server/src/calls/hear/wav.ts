const [PCM, A_LAW] = [1, 6];

/** One byte of G.711 A as a sample of 16 bits (ITU-T G.711, table 1a). */
function aLaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = (value & 0x0f) << 4;
  const size = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return (value & 0x80) === 0 ? -size : size;
}

type Sound = { readonly format: number; readonly channels: number; readonly data: Buffer };

/** The sound of a WAV file; null where it is none that the room writes: PCM of 16 bits or G.711 A. */
function soundOf(file: Buffer): Sound | null {
  if (file.length < 12 || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") return null;
  let format = 0;
  let channels = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const [name, size] = [file.toString("latin1", at, at + 4), file.readUInt32LE(at + 4)];
    if (name === "fmt " && at + 12 <= file.length) [format, channels] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10)];
    if (name === "data") {
      const data = file.subarray(at + 8, at + 8 + size);
      return (format === PCM || format === A_LAW) && channels > 0 ? { format, channels, data } : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

/** The loudest sample of each of at most `slices` slices, 0 to 255: of the caller and of the others, one after the other. */
export function peaksOfWav(file: Buffer, slices: number): Buffer | null {
  const sound = soundOf(file);
  if (sound === null) return null;
  const { format, channels, data } = sound;
  const bytes = format === PCM ? 2 : 1;
  const frames = Math.floor(data.length / (bytes * channels));
  const count = Math.min(slices, frames);
  const peaks = Buffer.alloc(count * 2);
  for (let frame = 0; frame < frames; frame++) {
    const slice = Math.min(count - 1, Math.floor((frame * count) / frames));
    for (let side = 0; side < 2; side++) {
      const at = (frame * channels + Math.min(side, channels - 1)) * bytes;
      const level = Math.abs(format === PCM ? data.readInt16LE(at) : aLaw(data[at] ?? 0xd5)) >> 7;
      peaks[slice * 2 + side] = Math.max(peaks[slice * 2 + side] ?? 0, Math.min(255, level));
    }
  }
  return peaks;
}
