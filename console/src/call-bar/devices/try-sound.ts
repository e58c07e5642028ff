import { devices, ringAloud, sendTo } from "../../phone/index.ts";

const TONE_HZ = 440;
const TONE_S = 1.2;
export const RING_MS = 4_000;
export const ECHO_MS = 3_000;

/** Plays a sound to the ear of the workplace, to its end. */
async function playToEar(play: (element: HTMLAudioElement) => void): Promise<void> {
  const element = new Audio();
  play(element);
  await sendTo(element, devices.get().speaker);
  await element.play();
}

/** A tone in the ear: the speaker that calls will be heard from. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  const tone = context.createOscillator();
  const loudness = context.createGain();
  const out = context.createMediaStreamDestination();
  tone.frequency.value = TONE_HZ;
  loudness.gain.value = 0.2;
  tone.connect(loudness).connect(out);
  await playToEar((element) => {
    element.srcObject = out.stream;
  });
  tone.start();
  tone.stop(context.currentTime + TONE_S);
  await new Promise<void>((resolve) => tone.addEventListener("ended", () => resolve()));
  await context.close();
}

/** Rings once, as a call does. */
export async function tryRing(): Promise<void> {
  ringAloud(true);
  await new Promise((resolve) => setTimeout(resolve, RING_MS));
  ringAloud(false);
}

/** Records the microphone for a moment; nothing of it leaves this machine. */
export async function record(stream: MediaStream): Promise<Blob> {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, ECHO_MS));
  recorder.stop();
  await stopped;
  return new Blob(parts, { type: recorder.mimeType });
}

/** Plays the recording, as a caller would be heard. */
export async function playBack(sound: Blob): Promise<void> {
  const address = URL.createObjectURL(sound);
  let over: Promise<unknown> = Promise.resolve();
  await playToEar((element) => {
    over = new Promise((resolve) => element.addEventListener("ended", resolve));
    element.src = address;
  });
  await over;
  URL.revokeObjectURL(address);
}
