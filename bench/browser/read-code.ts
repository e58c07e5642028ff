/** Places of the bits of the burned-in bar, as shares of the picture's width and height. The picture is `width` by `height`. */
export type CodePlaces = { readonly x: readonly number[]; readonly y: number };

export function codePlaces(width: number, height: number, block: number, bits: number): CodePlaces {
  return { x: Array.from({ length: bits }, (_, bit) => (bit * block + block / 2) / width), y: block / 2 / height };
}

/** One reading of the bar in a page. `at` is the page's wall clock, ms since epoch with fractions. */
export type Reading = { readonly at: number; readonly code: number };

/**
 * Runs in the page: reads the bar of a canvas or video whenever there may be another picture. It keeps each value at its first sighting. It
 * is sent as source text, so it uses nothing from outside.
 */
export function collectCodes({ selector, places, forMs }: { selector: string; places: CodePlaces; forMs: number }): Promise<Reading[]> {
  const source = document.querySelector<HTMLCanvasElement | HTMLVideoElement>(selector);
  if (source === null) return Promise.reject(new Error(`nothing matches ${selector}`));
  const [wide, high] = [
    source instanceof HTMLVideoElement ? source.videoWidth : source.width,
    source instanceof HTMLVideoElement ? source.videoHeight : source.height,
  ];
  const strip = Math.max(2, Math.round(places.y * high * 2));
  const context = new OffscreenCanvas(wide, strip).getContext("2d", { willReadFrequently: true });
  if (context === null) return Promise.reject(new Error("no canvas to read with"));
  // A video says when it shows another picture; of a canvas each picture of the screen has to be looked at.
  const next = (work: () => void): number =>
    source instanceof HTMLVideoElement ? source.requestVideoFrameCallback(work) : requestAnimationFrame(work);
  const readings: Reading[] = [];
  const ends = performance.now() + forMs;
  return new Promise((resolve) => {
    let last = -1;
    const look = (): void => {
      context.drawImage(source, 0, 0, wide, strip, 0, 0, wide, strip);
      const row = context.getImageData(0, Math.floor(strip / 2), wide, 1).data;
      const code = places.x.reduce((value, share) => value * 2 + ((row[Math.floor(share * wide) * 4 + 1] ?? 0) > 127 ? 1 : 0), 0);
      if (code !== last) readings.push({ at: performance.timeOrigin + performance.now(), code });
      last = code;
      if (performance.now() < ends) next(look);
      else resolve(readings);
    };
    next(look);
  });
}
