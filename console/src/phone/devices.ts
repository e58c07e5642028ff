import { createStore } from "../store/index.ts";

/** Devices by the browser's own ids; null leaves the choice to the system. */
export type Devices = { readonly microphone: string | null; readonly speaker: string | null; readonly ring: string | null };

const KEY = "amaliyat.phone.devices";
const NONE: Devices = { microphone: null, speaker: null, ring: null };

function kept(): Devices {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Record<keyof Devices, unknown>>;
    const of = (name: keyof Devices): string | null => (typeof value[name] === "string" ? value[name] : null);
    return { microphone: of("microphone"), speaker: of("speaker"), ring: of("ring") };
  } catch {
    return NONE;
  }
}

/** Audio devices of this workplace. Stored in the browser, because headsets belong to desks and not to people. */
export const devices = createStore<Devices>(kept());

export function chooseDevices(part: Partial<Devices>): void {
  const next = { ...devices.get(), ...part };
  devices.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

/** Opens the microphone of this workplace; the system's own where that one is gone. */
export async function openMicrophone(): Promise<MediaStream> {
  const { microphone } = devices.get();
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  if (microphone === null) return navigator.mediaDevices.getUserMedia({ audio });
  const own = { ...audio, deviceId: { exact: microphone } };
  return navigator.mediaDevices.getUserMedia({ audio: own }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "OverconstrainedError") return navigator.mediaDevices.getUserMedia({ audio });
    throw cause;
  });
}

/** Plays through a device of the workplace; where that one is gone, through the system's own. */
export async function sendTo(element: HTMLAudioElement, device: string | null): Promise<void> {
  await element.setSinkId?.(device ?? "").catch(() => element.setSinkId(""));
}
