import { devices, sendTo } from "./devices.ts";

/** One second of the ring and three of silence, as a WAV: the two tones of a desk telephone, made here. */
function ringWav(): Blob {
  const [rate, seconds] = [8_000, 4];
  const bytes = new ArrayBuffer(44 + rate * seconds * 2);
  const view = new DataView(bytes);
  const ascii = (at: number, text: string): void =>
    new TextEncoder().encode(text).forEach((byte, index) => view.setUint8(at + index, byte));
  ascii(0, "RIFF");
  view.setUint32(4, 36 + rate * seconds * 2, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, rate * seconds * 2, true);
  for (let at = 0; at < rate; at++) {
    const fade = Math.min(1, at / 200, (rate - at) / 200);
    const tone = Math.sin((2 * Math.PI * 440 * at) / rate) + Math.sin((2 * Math.PI * 554 * at) / rate);
    view.setInt16(44 + at * 2, tone * fade * 6_000, true);
  }
  return new Blob([bytes], { type: "audio/wav" });
}

let element: HTMLAudioElement | null = null;

/** Rings until it is told to stop, through the device that the workplace has chosen for it. */
export function ringAloud(on: boolean): void {
  if (!on) return element?.pause();
  if (element === null) {
    element = new Audio(URL.createObjectURL(ringWav()));
    element.loop = true;
  }
  element.currentTime = 0;
  const sounding = element;
  // A browser that allows no sound yet shows the call all the same.
  void sendTo(sounding, devices.get().ring).then(() => sounding.play().catch(() => undefined));
}
