import type { Text3 } from "@amaliyat/domain/kernel";
import { useEffect, useState } from "preact/hooks";
import * as store from "../storage/store.ts";
import { language } from "../text/text.ts";
import { subscribe, unsubscribe, type Pushing } from "./subscription.ts";

/** State of alerts on this phone, with the obstacle if they are off; `asking` before the browser has answered. */
export type PushState = "asking" | "not_supported" | "denied" | "off" | "on";
export type PushFault = { readonly kind: "unreached" | "lost" } | { readonly kind: "said"; readonly text: Text3 };

type Push = {
  readonly state: PushState;
  readonly isBusy: boolean;
  readonly fault: PushFault | null;
  readonly begin: (pushKey: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The service worker comes with the first visit; one that never comes is not waited for. */
const PATIENCE_MS = 8000;

/** Push API of the browser; null if it has none. */
export async function pushingOf(): Promise<Pushing | null> {
  if (!("serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis)) return null;
  const never = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return (await Promise.race([navigator.serviceWorker.ready, never]))?.pushManager ?? null;
}

async function stateOf(pushing: Pushing | null): Promise<PushState> {
  if (pushing === null) return "not_supported";
  if (Notification.permission === "denied") return "denied";
  const kept = (await store.get("push")) ?? null;
  return kept !== null && (await pushing.getSubscription()) !== null ? "on" : "off";
}

/** Being told of alerts by push, begun and ended by a press alone. */
export function usePush(): Push {
  const [pushing, setPushing] = useState<Pushing | null>(null);
  const [state, setState] = useState<PushState>("asking");
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<PushFault | null>(null);
  useEffect(() => {
    void pushingOf().then(async (found) => {
      setPushing(found);
      setState(await stateOf(found));
    });
  }, []);
  async function act(how: (found: Pushing) => Promise<PushFault | null>): Promise<void> {
    if (pushing === null || isBusy) return;
    setBusy(true);
    setFault(await how(pushing));
    setState(await stateOf(pushing));
    setBusy(false);
  }
  const begin = (pushKey: string): Promise<void> =>
    act(async (found) => {
      // The first thing after the press: some browsers ask only then.
      if ((await Notification.requestPermission()) !== "granted") return null;
      const outcome = await subscribe(found, pushKey, language, Date.now());
      if (outcome.kind === "ok") return null;
      if (outcome.kind === "unreached" || outcome.kind === "lost") return { kind: outcome.kind };
      return outcome.text === null ? { kind: "lost" } : { kind: "said", text: outcome.text };
    });
  const stop = (): Promise<void> =>
    act(async (found) => {
      await unsubscribe(found);
      return null;
    });
  return { state, isBusy, fault, begin, stop };
}
