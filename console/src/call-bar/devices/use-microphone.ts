import { useEffect, useState } from "react";
import { useStore } from "../../store/index.ts";
import { devices, openMicrophone } from "../../phone/index.ts";

export type Microphone =
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly stream: MediaStream }
  | { readonly kind: "none"; readonly why: "not_allowed" | "not_found" | "not_secure" };

const why = (cause: unknown): "not_allowed" | "not_found" =>
  cause instanceof DOMException && (cause.name === "NotAllowedError" || cause.name === "SecurityError") ? "not_allowed" : "not_found";

/** The microphone of the workplace, open while it is tried; another one as soon as another is chosen. */
export function useMicrophone(): Microphone {
  const { microphone: chosen } = useStore(devices);
  const [found, setFound] = useState<{ readonly chosen: string | null; readonly microphone: Microphone } | null>(null);
  useEffect(() => {
    if (!window.isSecureContext) return undefined;
    let stream: MediaStream | null = null;
    let left = false;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    openMicrophone().then(
      (opened) => {
        stream = opened;
        if (left) stop();
        else setFound({ chosen, microphone: { kind: "open", stream: opened } });
      },
      (cause: unknown) => left || setFound({ chosen, microphone: { kind: "none", why: why(cause) } }),
    );
    return () => {
      left = true;
      stop();
    };
  }, [chosen]);
  if (!window.isSecureContext) return { kind: "none", why: "not_secure" };
  return found?.chosen === chosen ? found.microphone : { kind: "opening" };
}

/** Microphones and speakers of this machine; their names are known once the microphone was allowed. */
export function useDeviceList(allowed: boolean): readonly MediaDeviceInfo[] {
  const [list, setList] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!window.isSecureContext) return undefined;
    let left = false;
    const read = async (): Promise<void> => {
      const all = await navigator.mediaDevices.enumerateDevices();
      if (!left) setList(all);
    };
    const again = (): void => void read();
    again();
    navigator.mediaDevices.addEventListener("devicechange", again);
    return () => {
      left = true;
      navigator.mediaDevices.removeEventListener("devicechange", again);
    };
  }, [allowed]);
  return list;
}
