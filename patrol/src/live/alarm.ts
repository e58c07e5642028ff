let context: AudioContext | null = null;

/** Readies the sound; a browser allows it only inside a press, so it is called from one. Called again it changes nothing. */
export function readyAlarm(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume();
}

/** Tones of a sound: when each begins, in seconds, and its pitch in Hz. */
type Sound = readonly (readonly [after: number, hertz: number])[];
/** Three that rise. */
const ASSIGNMENT: Sound = [
  [0, 660],
  [0.35, 800],
  [0.7, 940],
];
/** Two that fall, higher than the others. */
const DANGER: Sound = [
  [0, 1180],
  [0.3, 880],
];

/** Two alike, softer in pitch than a danger. */
const NEWS: Sound = [
  [0, 740],
  [0.35, 740],
];

const AGAIN_MS = 10_000;
const TIMES = 6;
let repeating: ReturnType<typeof setInterval> | undefined;

const DANGER_AGAIN_MS = 5000;
let dangerRepeating: ReturnType<typeof setInterval> | undefined;

/** Sounds for a danger, and again every 5 s until its crew says that it read it. */
export function soundDangerUntil(isRead: () => boolean): void {
  clearInterval(dangerRepeating);
  ring(DANGER, [600, 150, 600]);
  dangerRepeating = setInterval(() => {
    if (isRead()) clearInterval(dangerRepeating);
    else ring(DANGER, [600, 150, 600]);
  }, DANGER_AGAIN_MS);
}

/** Sounds once for news of an order; a hazard sounds like a danger. */
export function soundNews(isHazard: boolean): void {
  ring(isHazard ? DANGER : NEWS, isHazard ? [600, 150, 600] : [250, 120, 250]);
}

/** Rings for a new assignment, and again every 10 s for a minute while nobody has answered it. */
export function ringUntil(isAnswered: () => boolean): void {
  clearInterval(repeating);
  ring(ASSIGNMENT, [400, 150, 400, 150, 400]);
  let left = TIMES;
  repeating = setInterval(() => {
    left -= 1;
    if (left < 0 || isAnswered()) clearInterval(repeating);
    else ring(ASSIGNMENT, [400, 150, 400, 150, 400]);
  }, AGAIN_MS);
}

/** Sound and vibration; each kind of alarm has its own. */
function ring(sound: Sound, vibration: readonly number[]): void {
  if ("vibrate" in navigator) navigator.vibrate([...vibration]);
  if (context === null || context.state !== "running") return;
  const now = context.currentTime;
  for (const [after, hertz] of sound) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.setValueAtTime(hertz, now + after);
    volume.gain.setValueAtTime(0.0001, now + after);
    volume.gain.exponentialRampToValueAtTime(0.6, now + after + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + after + 0.28);
    tone.connect(volume).connect(context.destination);
    tone.start(now + after);
    tone.stop(now + after + 0.3);
  }
}
