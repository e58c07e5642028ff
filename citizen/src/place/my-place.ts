import type { ChosenPlace } from "../keep/kept.ts";

/** Why the phone says no place: it is not let, or it cannot. */
export type NoPlace = "denied" | "unknown";

/** Where the phone is, asked once and for this alone. */
export function myPlace(patienceMs = 15_000): Promise<ChosenPlace | NoPlace> {
  if (!("geolocation" in navigator)) return Promise.resolve("unknown");
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude: lat, longitude: lon, accuracy } }) =>
        resolve({ point: { lat, lon }, accuracyM: Math.round(Math.min(accuracy, 100_000)), source: "phone" }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? "denied" : "unknown"),
      { enableHighAccuracy: true, timeout: patienceMs, maximumAge: 30_000 },
    );
  });
}
