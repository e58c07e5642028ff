import type { Problem } from "@amaliyat/contract/route";
import { exhaustive } from "@amaliyat/domain/kernel";

/** State of the room's connection to the camera. `since` in ms since epoch; `cause` is a gap cause. */
export type Telling = {
  readonly state: "idle" | "connecting" | "live" | "stalled" | "lost";
  readonly since: number;
  readonly cause: string | null;
};

/** Event of an engine. `at` is the time of drawing, `captureMs` the time of capture; both ms since epoch. */
export type EngineEvent =
  | { readonly kind: "picture"; readonly at: number; readonly captureMs: number; readonly fps: number; readonly dropped: number }
  | { readonly kind: "camera"; readonly telling: Telling }
  /** The socket ended; `code` is the room's reason, if it gave one. */
  | { readonly kind: "closed"; readonly code: string | null }
  /** This browser cannot show the camera's stream. */
  | { readonly kind: "unplayable" };

type Link =
  | { readonly kind: "opening" | "open" | "unplayable" }
  | { readonly kind: "waiting"; readonly retryAt: number }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "ended"; readonly code: string };

/** All that a player knows. Times in ms since epoch, by this machine's clock but for `captureMs`. */
export type PlayerFacts = {
  readonly openedAt: number;
  readonly link: Link;
  /** Time at which the socket was lost; null while there is one, or before the first. */
  readonly cutSince: number | null;
  readonly camera: Telling | null;
  readonly picture: { readonly at: number; readonly captureMs: number } | null;
  /** From the opening to the first picture on the screen. */
  readonly firstFrameMs: number | null;
  readonly fps: number;
  readonly dropped: number;
};

export type PlayerEvent =
  | Exclude<EngineEvent, { kind: "closed" }>
  | { readonly kind: "opening" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly at: number; readonly retryAt: number }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "ended"; readonly code: string };

/** State of a tile's picture. For `stalled`, `since` is the capture time of the picture still shown. */
export type PlayerState =
  | { readonly kind: "connecting"; readonly since: number }
  | { readonly kind: "live" }
  | { readonly kind: "stalled"; readonly since: number }
  /** `cause` is a gap cause, `room` (no way to the room) or `unplayable`. */
  | { readonly kind: "lost"; readonly since: number; readonly cause: string }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "ended"; readonly code: string };

/** A picture that is not followed by another for this long is old. */
export const SILENT_MS = 2000;

export const newFacts = (openedAt: number): PlayerFacts => ({
  openedAt,
  link: { kind: "opening" },
  cutSince: null,
  camera: null,
  picture: null,
  firstFrameMs: null,
  fps: 0,
  dropped: 0,
});

/** The facts after an event. */
export function learn(facts: PlayerFacts, event: PlayerEvent): PlayerFacts {
  switch (event.kind) {
    case "opening":
    case "open":
    case "unplayable":
      return { ...facts, link: { kind: event.kind } };
    case "waiting":
      return { ...facts, link: { kind: "waiting", retryAt: event.retryAt }, cutSince: facts.cutSince ?? event.at, camera: null, fps: 0 };
    case "refused":
      return { ...facts, link: { kind: "refused", problem: event.problem } };
    case "ended":
      return { ...facts, link: { kind: "ended", code: event.code } };
    case "camera":
      return { ...facts, camera: event.telling, cutSince: null };
    case "picture": {
      const { at, captureMs, fps, dropped } = event;
      return {
        ...facts,
        picture: { at, captureMs },
        cutSince: null,
        fps,
        dropped,
        firstFrameMs: facts.firstFrameMs ?? at - facts.openedAt,
      };
    }
    default:
      return exhaustive(event);
  }
}

/** Derives the tile's state from these facts at a moment. */
export function stateOf(facts: PlayerFacts, now: number): PlayerState {
  const { link, camera, picture, cutSince } = facts;
  if (link.kind === "refused") return { kind: "refused", problem: link.problem };
  if (link.kind === "ended") return { kind: "ended", code: link.code };
  if (link.kind === "unplayable") return { kind: "lost", since: facts.openedAt, cause: "unplayable" };
  if (cutSince !== null && now - cutSince > SILENT_MS) return { kind: "lost", since: cutSince, cause: "room" };
  if (camera?.state === "lost") return { kind: "lost", since: camera.since, cause: camera.cause ?? "unknown" };
  if (picture === null) return { kind: "connecting", since: facts.openedAt };
  const silent = now - picture.at > SILENT_MS;
  return silent || camera?.state === "stalled" ? { kind: "stalled", since: picture.captureMs } : { kind: "live" };
}
