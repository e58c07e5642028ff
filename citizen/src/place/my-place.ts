import { HERE_OLDEST_MS } from "@amaliyat/domain/reports";
import type { ChosenPlace } from "../storage/kept.ts";
import type { Fix, Times } from "./place-follower.ts";

export const PHONE_TIMES: Times = { now: () => Date.now(), even: () => performance.now() };

/** The phone's place, as the room accepts it. Null if it is no point: some phones give NaN, or a radius of -1 for one that they do not know. */
const chosen = ({ latitude: lat, longitude: lon, accuracy }: GeolocationCoordinates): ChosenPlace | null =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180
    ? { point: { lat, lon }, accuracyM: accuracy >= 0 ? Math.round(Math.min(accuracy, 100_000)) : null, source: "phone" }
    : null;

/** A watch gives fixes of now, some seconds late at most; a phone that slept may be slower. */
const WATCHED_OLDEST_MS = 60_000;

/**
 * Watches the place of the phone, until the returned function is called. The phone's last known place comes first, with its age. A new
 * watch waits until the phone has moved or has another fix; until then that is all there is.
 */
export function watchPlace(onFix: (fix: Fix) => void, onDenied: () => void): () => void {
  // A service worker has no place.
  if (!("geolocation" in navigator)) return () => undefined;
  let newest = Number.NEGATIVE_INFINITY;
  let isOver = false;
  const give = ({ coords, timestamp: said }: GeolocationPosition, oldestMs: number): void => {
    const place = chosen(coords);
    const now = PHONE_TIMES.now();
    const timestamp = Number.isFinite(said) ? said : now;
    // A newest fix that lies ahead is of a clock that was put back since. Nothing would be newer until the clock has made up for it.
    if (place === null || isOver || timestamp === newest || (timestamp < newest && newest <= now)) return;
    newest = timestamp;
    // Satellites give their own time, and the phone's clock may be ahead. A fix that seems older than was asked for is of now.
    const at = now - timestamp > oldestMs ? now : timestamp;
    onFix({ place, at, cameAt: PHONE_TIMES.even() });
  };
  const onWatched = (position: GeolocationPosition): void => give(position, WATCHED_OLDEST_MS);
  const watch = navigator.geolocation.watchPosition(onWatched, ({ code, PERMISSION_DENIED }) => code === PERMISSION_DENIED && onDenied(), {
    enableHighAccuracy: true,
    maximumAge: 5000,
  });
  navigator.geolocation.getCurrentPosition(
    (position) => give(position, HERE_OLDEST_MS),
    () => undefined,
    { maximumAge: HERE_OLDEST_MS, timeout: 15_000 },
  );
  return () => {
    isOver = true;
    navigator.geolocation.clearWatch(watch);
  };
}

/** Reason that the phone gives no place: permission denied, or place unknown. */
export type NoPlace = "denied" | "unknown";

/**
 * Reads the phone's place once, for this use only. The time limit begins with the person's answer to the browser's question: without an
 * answer this never ends, and nothing urgent may wait for it.
 */
export function myPlace(): Promise<ChosenPlace | NoPlace> {
  if (!("geolocation" in navigator)) return Promise.resolve("unknown");
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(chosen(coords) ?? "unknown"),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? "denied" : "unknown"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  });
}
