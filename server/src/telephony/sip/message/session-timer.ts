import { MIN_SESSION_S, SESSION_S } from "../limits.ts";

/** Session timer (RFC 4028): the refresher, and the seconds without a refresh after which the session is over. */
export type SessionTimer = { readonly seconds: number; readonly refresher: "us" | "them" };

/** Session timer headers of a request or an answer. */
export type TimerHeaders = {
  readonly supported: boolean;
  readonly expires: { readonly seconds: number; readonly refresher: "uac" | "uas" | null } | null;
  readonly least: number;
};

const hasTag = (headers: readonly string[], tag: string): boolean =>
  headers.some((header) => header.split(",").some((each) => each.trim().toLowerCase() === tag));

export function readTimer(header: (name: string) => readonly string[]): TimerHeaders {
  const said = /^\s*(\d{1,9})\s*(;.*)?$/.exec(header("session-expires")[0] ?? header("x")[0] ?? "");
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(said?.[2] ?? "")?.[1]?.toLowerCase();
  return {
    supported: hasTag([...header("supported"), ...header("k")], "timer") || hasTag(header("require"), "timer"),
    expires: said === null ? null : { seconds: Number(said[1]), refresher: refresher === "uac" || refresher === "uas" ? refresher : null },
    least: Number(/^\s*(\d{1,9})/.exec(header("min-se")[0] ?? "")?.[1] ?? MIN_SESSION_S),
  };
}

/** Our answer to a request of theirs (RFC 4028 §9): refused with 422, without a timer, or with one and the headers that say so. */
export type TimerAnswer =
  | { readonly kind: "too_small" }
  | { readonly kind: "agreed"; readonly timer: SessionTimer | null; readonly headers: string[] };

export function answerTimer({ supported, expires, least }: TimerHeaders): TimerAnswer {
  if (expires !== null && expires.seconds < MIN_SESSION_S) return { kind: "too_small" };
  if (!supported && expires === null) return { kind: "agreed", timer: null, headers: [] };
  const seconds = Math.max(Math.min(expires?.seconds ?? SESSION_S, SESSION_S), least, MIN_SESSION_S);
  // A caller that knows no timers cannot refresh; one that left the choice to us is spared the work.
  const refresher = supported ? (expires?.refresher ?? "uas") : "uas";
  const headers = [`Session-Expires: ${seconds};refresher=${refresher}`];
  if (refresher === "uac") headers.push("Require: timer");
  return { kind: "agreed", timer: { seconds, refresher: refresher === "uac" ? "them" : "us" }, headers };
}

/** Session timer agreed by their answer to a request of ours (RFC 4028 §7.2). */
export function agreedTimer({ expires }: TimerHeaders): SessionTimer | null {
  if (expires === null || expires.seconds < MIN_SESSION_S) return null;
  return { seconds: expires.seconds, refresher: expires.refresher === "uas" ? "them" : "us" };
}

/** Seconds until our action: refresh at the half, or end at the expiry less a third or 32 s (RFC 4028 §10). */
export const actAfter = ({ seconds, refresher }: SessionTimer): number =>
  refresher === "us" ? seconds / 2 : seconds - Math.min(32, seconds / 3);
