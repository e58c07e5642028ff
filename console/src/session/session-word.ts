/** Word between the windows of this browser, which share one cookie: a person signed out of it, or signed in to it. */
export type SessionSaid = { readonly kind: "left" | "entered"; readonly userId: string };

const windows = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("amaliyat.session");

/** Tells the other windows. */
export const tellSession = (said: SessionSaid): void => windows?.postMessage(said);

/** Hears of each word of another window; ends with the returned function. */
export function hearSession(listener: (said: SessionSaid) => void): () => void {
  const hear = ({ data }: MessageEvent<SessionSaid>): void => listener(data);
  windows?.addEventListener("message", hear);
  return () => windows?.removeEventListener("message", hear);
}
