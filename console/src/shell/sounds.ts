/** One tone: pitch (Hz), when it begins and how long it lasts (s). */
type Tone = readonly [hertz: number, at: number, lasts: number];

/** Different in rhythm and pitch, so that each is known without looking. */
const SOUNDS = {
  urgent: [
    [880, 0, 0.12],
    [1320, 0.16, 0.12],
    [880, 0.4, 0.12],
    [1320, 0.56, 0.12],
  ],
  distress: [
    [988, 0, 0.3],
    [659, 0.3, 0.3],
    [988, 0.6, 0.3],
    [659, 0.9, 0.3],
    [988, 1.2, 0.3],
    [659, 1.5, 0.3],
  ],
  storage: [
    [523, 0, 0.18],
    [523, 0.26, 0.18],
    [392, 0.52, 0.4],
  ],
  lost: [
    [440, 0, 0.25],
    [330, 0.3, 0.45],
  ],
} as const satisfies Readonly<Record<string, readonly Tone[]>>;

let context: AudioContext | null = null;

/** True once the browser lets this page sound, which most do after its first touch. */
export async function soundIsOn(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") await context.resume();
    return context.state === "running";
  } catch {
    return false;
  }
}

/** Plays a sound; silent where the browser allows none yet. Each sound has its picture on the screen, so nothing is lost by silence. */
export function playSound(name: keyof typeof SOUNDS): void {
  try {
    context ??= new AudioContext();
    // One that was made before the first touch of the page sleeps until it is woken.
    if (context.state === "suspended") void context.resume();
    const start = context.currentTime + 0.02;
    for (const [hertz, at, lasts] of SOUNDS[name]) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0, start + at);
      loudness.gain.linearRampToValueAtTime(0.25, start + at + 0.01);
      loudness.gain.linearRampToValueAtTime(0, start + at + lasts);
      tone.connect(loudness).connect(context.destination);
      tone.start(start + at);
      tone.stop(start + at + lasts);
    }
  } catch {
    // No sound device, or not allowed: the screen says it.
  }
}
