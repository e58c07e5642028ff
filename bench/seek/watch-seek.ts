import type { CodePlaces, Reading } from "../browser/read-code.ts";

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
