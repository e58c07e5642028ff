let context: AudioContext | null = null;

/** Readies the sound; a browser allows it only inside a press, so it is called from one. Called again it changes nothing. */
export function readyAlarm(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume();
}

const PULSES = [0, 0.35, 0.7];

const AGAIN_MS = 10_000;
const TIMES = 6;
let repeating: ReturnType<typeof setInterval> | undefined;

/** Rings for a new assignment, and again every 10 s for a minute while nobody has answered it. */
export function ringUntil(isAnswered: () => boolean): void {
  clearInterval(repeating);
  ring();
  let left = TIMES;
  repeating = setInterval(() => {
    left -= 1;
    if (left < 0 || isAnswered()) clearInterval(repeating);
    else ring();
  }, AGAIN_MS);
}

/** Sound and vibration: three rising pulses, told apart from a message. */
function ring(): void {
  if ("vibrate" in navigator) navigator.vibrate([400, 150, 400, 150, 400]);
  if (context === null || context.state !== "running") return;
  const now = context.currentTime;
  for (const after of PULSES) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.setValueAtTime(660 + after * 400, now + after);
    volume.gain.setValueAtTime(0.0001, now + after);
    volume.gain.exponentialRampToValueAtTime(0.6, now + after + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + after + 0.28);
    tone.connect(volume).connect(context.destination);
    tone.start(now + after);
    tone.stop(now + after + 0.3);
  }
}
