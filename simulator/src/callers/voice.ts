import { encode, type Law } from "./g711.ts";

/** Samples of 20 ms at 8 kHz: the content of one packet. */
export const FRAME = 160;

/** Voice of a telephone, cut into packets: encoded once for each law, for any number of telephones. */
export type Voice = {
  readonly seconds: number;
  /** The nth packet from its beginning; silence after its end. */
  readonly frame: (law: Law, nth: number) => Uint8Array;
};

/** A voice from 16-bit samples at 8 kHz, said once or again and again. */
export function voiceOf(samples: Int16Array, loops: boolean): Voice {
  const frames = Math.ceil(samples.length / FRAME);
  const whole = new Int16Array(frames * FRAME);
  whole.set(samples);
  const encoded = new Map<Law, Uint8Array>();
  return {
    seconds: samples.length / 8_000,
    frame: (law, nth) => {
      let bytes = encoded.get(law);
      if (bytes === undefined) encoded.set(law, (bytes = encode(law, whole)));
      if (nth >= frames && !loops) return SILENCE.frame(law, 0);
      const at = (nth % frames) * FRAME;
      return bytes.subarray(at, at + FRAME);
    },
  };
}

export const SILENCE = voiceOf(new Int16Array(FRAME), true);

const tones = new Map<string, Voice>();

/** One tone or several at once, without end. Whole numbers of hertz, so that a second of it closes on itself. */
export function toneVoice(...hertz: readonly number[]): Voice {
  const key = hertz.join("+");
  const made = tones.get(key);
  if (made !== undefined) return made;
  const each = 6_000 / Math.max(1, hertz.length);
  const wave = (at: number): number => hertz.reduce((sum, tone) => sum + each * Math.sin((2 * Math.PI * tone * at) / 8_000), 0);
  const voice = voiceOf(
    Int16Array.from({ length: 8_000 }, (_none, at) => Math.round(wave(at))),
    true,
  );
  tones.set(key, voice);
  return voice;
}
