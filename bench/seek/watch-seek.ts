import type { CodePlaces, Reading } from "../browser/read-code.ts";
import { COUNTED_FRAMES } from "../material/counted.ts";
import { RATE } from "../material/clip.ts";

export type Watched = { readonly begunAt: number; readonly pictures: readonly Reading[] };

/** A watch that is set; it is `watched` when the seek has ended. */
export type Watch = { readonly watched: Promise<Watched> };

/**
 * Runs in the page: watches the next click on the timeline and notes every picture shown after it. It ends when the player reports ready
 * and no more pictures come. Sent as source text, so it uses nothing from outside. `at` on the page's own clock, ms.
 */
export function watchSeek({ places, settleMs, mostMs }: { places: CodePlaces; settleMs: number; mostMs: number }): Watch {
  const frame = document.querySelector<HTMLElement>(".playback-frame");
  const video = frame?.querySelector("video");
  const field = document.querySelector(".playback-time__field");
  if (!frame || !video || !field) throw new Error("the page shows no replay");
  const [wide, strip] = [video.videoWidth, Math.round(places.y * video.videoHeight * 2)];
  const context = new OffscreenCanvas(wide, strip).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas to read with");
  const codeNow = (): number => {
    context.drawImage(video, 0, 0, wide, strip, 0, 0, wide, strip);
    const row = context.getImageData(0, Math.floor(strip / 2), wide, 1).data;
    return places.x.reduce((value, share) => value * 2 + ((row[Math.floor(share * wide) * 4 + 1] ?? 0) > 127 ? 1 : 0), 0);
  };
  const watched = new Promise<Watched>((resolve, reject) => {
    const begin = (): void => {
      const begunAt = performance.now();
      const pictures: { at: number; code: number }[] = [];
      const note = (): void => {
        pictures.push({ at: performance.now(), code: codeNow() });
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
      const timer = setInterval(() => {
        const now = performance.now();
        const quiet = now - (pictures.at(-1)?.at ?? begunAt) > settleMs && pictures.length > 0;
        const ready = frame.dataset["state"] === "ready" && quiet;
        if (!ready && now - begunAt < mostMs) return;
        clearInterval(timer);
        resolve({ begunAt, pictures });
      }, 20);
    };
    field.addEventListener("pointerup", begin, { once: true, capture: true });
    setTimeout(() => reject(new Error("nobody clicked on the timeline")), 2 * mostMs);
  });
  return { watched };
}

const FRAME_MS = 1000 / RATE;
/** Moments are whole ms on the wire, and files begin at whole ms: this near to a change of pictures both are right. */
const EDGE_MS = 2;

/** The numbers that the picture of a moment may carry, in material that begins at `startMs` with number 0. */
export function rightCodes(at: number, startMs: number): number[] {
  const codes = [at - EDGE_MS, at, at + EDGE_MS].map((ms) => Math.floor((ms - startMs) / FRAME_MS) % COUNTED_FRAMES);
  return [...new Set(codes)];
}

/** Time until the right picture stood on the screen, ms after the click. Null if the seek ended on another picture, or on none. */
export function landed({ begunAt, pictures }: Watched, right: readonly number[]): number | null {
  const last = pictures.at(-1);
  if (last === undefined || !right.includes(last.code)) return null;
  const first = pictures.find(({ code }) => right.includes(code));
  return first === undefined ? null : first.at - begunAt;
}
