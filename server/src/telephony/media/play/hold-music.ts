import { wavHead } from "../sound/wav.ts";

const RATE = 8_000;
/** Notes of a slow arpeggio (Hz), each a second long; quiet, so that a caller hears that the line stands and can wait. */
const NOTES = [261.6, 329.6, 392, 523.3, 392, 329.6];

/** Music of ours for a caller on hold, as a WAV file. */
export function holdMusicWav(): Buffer {
  const samples = new Int16Array(NOTES.length * RATE);
  for (const [nth, hertz] of NOTES.entries()) {
    for (let at = 0; at < RATE; at++) {
      const fade = Math.min(1, at / 400) * Math.exp(-at / 4_000);
      samples[nth * RATE + at] = Math.round(5_000 * fade * Math.sin((2 * Math.PI * hertz * at) / RATE));
    }
  }
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHead(data.length, 1), data]);
}
