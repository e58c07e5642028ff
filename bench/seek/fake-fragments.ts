import { readMedia } from "@amaliyat/simulator";
import { ParameterSets, type DecoderConfig } from "../../server/src/media/decoder-config.ts";
import { AVC_SETS } from "../../server/src/media/h264/parameter-sets.ts";
import type { Fragment } from "../../server/src/media/ingest/assembler.ts";
import { RATE } from "../material/clip.ts";

const FRAME_MS = 1000 / RATE;
const FRAME_TICKS = 90_000 / RATE;
/** Pictures of a fragment: 360 ms, as the recorder makes them. */
const PER_FRAGMENT = 9;

type Coded = { readonly key: boolean; readonly data: Buffer };

/** A picture as it lies in a file: each NAL unit behind its length; parameter sets and delimiters stand elsewhere or nowhere. */
function codedOf(nals: readonly Buffer[], key: boolean): Coded {
  const kept = nals.filter((nal) => ![7, 8, 9].includes((nal[0] ?? 0) & 31));
  const parts = kept.flatMap((nal) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(nal.length);
    return [length, nal];
  });
  return { key, data: Buffer.concat(parts) };
}

function fragmentOf(pictures: readonly Coded[], first: number, startMs: number, config: DecoderConfig, released: () => void): Fragment {
  let offset = 0;
  const samples = pictures.map(({ key, data }, at) => {
    const dts = (first + at) * FRAME_TICKS;
    const sample = {
      offset,
      size: data.length,
      dts,
      pts: dts,
      duration: FRAME_TICKS,
      key,
      captureMs: startMs + (first + at) * FRAME_MS,
      liveDts: dts,
    };
    offset += data.length;
    return sample;
  });
  const buffer = Buffer.concat(pictures.map(({ data }) => data));
  return {
    buffer,
    bytes: buffer.length,
    pictures: samples,
    startMs: startMs + first * FRAME_MS,
    key: pictures[0]?.key ?? false,
    config,
    retain: () => undefined,
    release: released,
  };
}

/** Yields the fragments that an ingest would hand to the recorder for a camera that shows this loop from `startMs`. */
export async function* fragmentsOf(file: string, startMs: number, seconds: number): AsyncGenerator<Fragment> {
  const loop = await readMedia(file);
  const config = new ParameterSets(AVC_SETS, [loop.sets.sps, loop.sets.pps]).config();
  if (config === null) throw new Error("the loop has no parameter sets");
  const coded = loop.units.map(({ nals, key }) => codedOf(nals, key));
  const all = seconds * RATE;
  for (let at = 0; at < all;) {
    const pictures: Coded[] = [];
    for (let next = coded[at % coded.length]; next && pictures.length < PER_FRAGMENT && at + pictures.length < all;) {
      pictures.push(next);
      next = coded[(at + pictures.length) % coded.length];
      if (next?.key) break;
    }
    const written = Promise.withResolvers<void>();
    yield fragmentOf(pictures, at, startMs, config, written.resolve);
    await written.promise;
    at += pictures.length;
  }
}
