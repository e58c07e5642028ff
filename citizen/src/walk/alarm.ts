let sound: AudioContext | null = null;

/** Readies the sound; a browser allows it only inside a press, so it is called from one. */
export function readyAlarm(): void {
  if (typeof AudioContext === "undefined") return;
  sound ??= new AudioContext();
  void sound.resume();
}

/** Two tones and a long vibration: heard in a pocket, and unlike a call or a message. */
export function ring(): void {
  if ("vibrate" in navigator) navigator.vibrate([700, 200, 700]);
  if (sound === null || sound.state !== "running") return;
  const now = sound.currentTime;
  for (const [after, hertz] of [[0, 880] as const, [0.4, 660] as const]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, now + after);
    volume.gain.exponentialRampToValueAtTime(0.8, now + after + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + after + 0.36);
    tone.connect(volume).connect(sound.destination);
    tone.start(now + after);
    tone.stop(now + after + 0.4);
  }
}
