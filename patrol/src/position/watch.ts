import { isWorthKeeping, type Fix } from "../storage/buffer.ts";

/** After so long in one place the satellites are left alone: they empty a battery in half a shift. */
const STILL_MS = 120_000;
const LOOK_MS = 60_000;

/**
 * Moment of a fix by the phone's clock. Satellites give their own time, and the clock may be wrong: a fix that seems older than it may be, or
 * lies ahead, is of now.
 */
export const momentOf = (timestamp: number, oldestMs: number): number => {
  const now = Date.now();
  return now - timestamp >= 0 && now - timestamp <= oldestMs ? timestamp : now;
};

/** The largest radius that the room accepts, m. */
const RADIUS_MOST_M = 1_000_000;

/** Point and radius of a fix, as the room accepts them. Null if it is no point: some phones give NaN, or -1 for a radius unknown to them. */
export const spotOf = ({
  latitude: lat,
  longitude: lon,
  accuracy,
}: GeolocationCoordinates): Pick<Fix, "lat" | "lon" | "accuracyM"> | null =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180
    ? { lat, lon, accuracyM: accuracy >= 0 ? Math.min(Math.round(accuracy), RADIUS_MOST_M) : null }
    : null;

/**
 * Follows the phone. While it moves every fix is exact. After two minutes at rest, a coarse fix a minute is enough until it moves again.
 * `moving` is true if the crew is on its way, whatever the phone's sensors report. `sparing` is true if the battery is low or nobody looks:
 * then fixes are fewer, and coarse unless the crew is on its way.
 */
export function watchPosition(onFix: (fix: Fix) => void, moving: () => boolean, sparing: () => boolean = () => false): Disposable {
  if (!("geolocation" in navigator)) return { [Symbol.dispose]: () => undefined };
  let last: Fix | null = null;
  let movedAt = Date.now();
  let exact = true;
  let watch: number | undefined;

  // A last fix that lies ahead is of a clock that was put back since. Nothing would be newer until the clock has made up for it.
  const forgetAhead = (): void => {
    if (last !== null && last.at > Date.now()) last = null;
  };
  const heard = ({ coords, timestamp }: GeolocationPosition): void => {
    forgetAhead();
    const spot = spotOf(coords);
    if (spot === null) return;
    const heading = coords.heading === null || Number.isNaN(coords.heading) ? null : ((coords.heading % 360) + 360) % 360;
    const fix: Fix = { ...spot, at: momentOf(timestamp, LOOK_MS), headingDeg: heading };
    if (!isWorthKeeping(last, fix, sparing())) return;
    if (last !== null && fix.at - last.at < LOOK_MS) movedAt = Date.now();
    last = fix;
    onFix(fix);
  };
  const begin = (): void => {
    watch = navigator.geolocation.watchPosition(heard, () => undefined, { enableHighAccuracy: exact, maximumAge: exact ? 0 : LOOK_MS });
  };
  const end = (): void => {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  };
  // A phone that stands tells nothing by itself; the room would take it for lost.
  const ask = (): void =>
    navigator.geolocation.getCurrentPosition(heard, () => undefined, { enableHighAccuracy: exact, maximumAge: 0, timeout: LOOK_MS / 2 });
  const look = setInterval(() => {
    forgetAhead();
    if (last === null || Date.now() - last.at >= LOOK_MS) ask();
    const wanted = moving() || (!sparing() && Math.abs(Date.now() - movedAt) < STILL_MS);
    if (wanted === exact) return;
    exact = wanted;
    end();
    begin();
  }, LOOK_MS / 4);
  begin();
  return {
    [Symbol.dispose]() {
      clearInterval(look);
      end();
    },
  };
}
