import { createStore } from "../store/index.ts";
import { devices, sendTo } from "./devices.ts";

const RATE = 8_000;
const SILENCE_S = 0.05;
const TOUCHES = ["pointerdown", "keydown"] as const;

/** A sound as a WAV of one channel: its samples between -1 and 1. */
function wavOf(seconds: number, sampleAt: (at: number) => number): Blob {
  const count = Math.round(RATE * seconds);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const ascii = (at: number, text: string): void =>
    new TextEncoder().encode(text).forEach((byte, index) => view.setUint8(at + index, byte));
  ascii(0, "RIFF");
  view.setUint32(4, 36 + count * 2, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, count * 2, true);
  for (let at = 0; at < count; at++) view.setInt16(44 + at * 2, sampleAt(at) * 32_767, true);
  return new Blob([view], { type: "audio/wav" });
}

/** One second of the ring and three of silence: the two tones of a desk telephone, made here. */
const ringWav = (): Blob =>
  wavOf(4, (at) => {
    if (at >= RATE) return 0;
    const fade = Math.min(1, at / 200, (RATE - at) / 200);
    return (Math.sin((2 * Math.PI * 440 * at) / RATE) + Math.sin((2 * Math.PI * 554 * at) / RATE)) * fade * 0.183;
  });

let element: HTMLAudioElement | null = null;
let rings = false;

/** True while the browser lets this page sound nothing: it was loaded again, and no hand has touched it since. */
export const silenced = createStore(false);

async function sound(ringing: HTMLAudioElement): Promise<void> {
  await sendTo(ringing, devices.get().ring);
  try {
    await ringing.play();
    silenced.set(false);
  } catch (cause) {
    // Stopped before it began: a quick answer is no failure.
    if (cause instanceof DOMException && cause.name === "NotAllowedError") silence();
  }
  if (!rings) ringing.pause();
}

/** Makes a ringing call audible from the first touch on. */
function silence(): void {
  if (silenced.get()) return;
  silenced.set(true);
  const touched = (): void => {
    for (const kind of TOUCHES) removeEventListener(kind, touched, true);
    silenced.set(false);
    if (rings && element !== null) void sound(element);
  };
  for (const kind of TOUCHES) addEventListener(kind, touched, true);
}

/** Rings until it is stopped, through the device that the workplace has chosen for it. */
export function ringAloud(on: boolean): void {
  rings = on;
  if (!on) return element?.pause();
  if (element === null) {
    element = new Audio(URL.createObjectURL(ringWav()));
    element.loop = true;
  }
  element.currentTime = 0;
  void sound(element);
}

/** Learns before anybody calls whether a ring would be heard, from a moment of silence. */
export async function tryToSound(): Promise<void> {
  const probe = new Audio(URL.createObjectURL(wavOf(SILENCE_S, () => 0)));
  await probe.play().catch((cause: unknown) => cause instanceof DOMException && cause.name === "NotAllowedError" && silence());
}
