import { distanceM, type Point } from "@amaliyat/domain/kernel";
import type { Track } from "../../facts/index.ts";

const SHORTEST_MS = 300;
const LONGEST_MS = 4000;
/** A unit that is suddenly this far away was not driven there: it is drawn there at once. */
const JUMP_M = 2000;

/**
 * Place to draw a unit at a moment (ms of the monotonic clock). It moves from the previous position to the last one, over the time between
 * the two messages. It never runs ahead of the last message.
 */
export function placeAt(track: Track, now: number): Point {
  const to = track.last.place;
  const from = track.before?.place;
  if (!from || distanceM(from, to) > JUMP_M) return to;
  const lasts = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, track.heardAt - track.beforeHeardAt));
  const part = Math.min(1, Math.max(0, (now - track.heardAt) / lasts));
  return { lat: from.lat + (to.lat - from.lat) * part, lon: from.lon + (to.lon - from.lon) * part };
}

/** True while `placeAt` still changes with time. */
export function isMoving(track: Track, now: number): boolean {
  const from = track.before?.place;
  if (!from || (from.lat === track.last.place.lat && from.lon === track.last.place.lon)) return false;
  return now - track.heardAt < LONGEST_MS;
}

/** Degrees clockwise from north from one point to another (local plane; the two are near). */
export function bearing(from: Point, to: Point): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  const degrees = (Math.atan2(east, to.lat - from.lat) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

/** Heading of a unit: from its phone, else along its last step. Null if it did not move. */
export function headingOf(track: Track): number | null {
  if (track.last.headingDeg !== null) return track.last.headingDeg;
  const from = track.before?.place;
  return from && distanceM(from, track.last.place) > 5 ? bearing(from, track.last.place) : null;
}
