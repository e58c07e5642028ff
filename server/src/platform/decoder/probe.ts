import { z } from "zod";

const number = z.coerce.number().catch(0);
const shape = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().catch(""),
      width: number.optional(),
      height: number.optional(),
      duration: number.optional(),
      disposition: z.object({ attached_pic: number.optional() }).optional(),
    }),
  ),
  format: z.object({ duration: number.optional() }).optional(),
});

/** Properties that a film or a recording states. A picture on a song's cover is no film. */
export type Probed = {
  readonly hasFilm: boolean;
  readonly hasSound: boolean;
  /** Of its largest pictures, in dots. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
};

/** Reads what ffprobe wrote; null where it is nothing that can be opened. */
export function readProbe(text: string): Probed | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const told = shape.safeParse(json);
  if (!told.success) return null;
  const { streams, format } = told.data;
  const films = streams.filter((each) => each.codec_type === "video" && each.disposition?.attached_pic !== 1);
  const sizes = films.map(({ width = 0, height = 0 }) => ({ width, height }));
  const largest = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  const seconds = [format?.duration ?? 0, ...streams.map(({ duration = 0 }) => duration)];
  return {
    hasFilm: films.length > 0,
    hasSound: streams.some((each) => each.codec_type === "audio"),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
    seconds: Math.max(0, ...seconds.filter(Number.isFinite)),
  };
}
