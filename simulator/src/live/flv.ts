import { readAvcConfig, splitLengths } from "../h264/avcc.ts";
import type { AvcConfig } from "../h264/avcc.ts";

/** A picture as the encoder hands it over. */
export type EncodedPicture = { readonly nals: readonly Buffer[]; readonly key: boolean };

const VIDEO = 9;
const AVC = 7;

/**
 * Takes an FLV stream apart as it comes. FLV and not bare Annex-B, because its tags give their length. In Annex-B the end of a picture
 * shows only when the next one begins. That would add a frame time to every latency measured with it.
 */
export class FlvInbox {
  #held: Buffer = Buffer.alloc(0);
  #skip = 13; // the file header and the first back pointer
  config: AvcConfig | null = null;

  *parse(bytes: Buffer): Generator<EncodedPicture> {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    if (this.#skip > 0) {
      if (this.#held.length < this.#skip) return;
      this.#held = this.#held.subarray(this.#skip);
      this.#skip = 0;
    }
    while (this.#held.length >= 11) {
      const size = this.#held.readUIntBE(1, 3);
      if (this.#held.length < 11 + size + 4) return;
      const tag = this.#held;
      this.#held = tag.subarray(11 + size + 4);
      const picture = tag[0] === VIDEO ? this.#readVideo(tag.subarray(11, 11 + size)) : null;
      if (picture !== null) yield picture;
    }
  }

  #readVideo(data: Buffer): EncodedPicture | null {
    if (data.length < 5 || ((data[0] ?? 0) & 15) !== AVC) return null;
    if (data[1] === 0) this.config = readAvcConfig(data, 5, data.length);
    if (data[1] !== 1 || this.config === null) return null;
    const key = (data[0] ?? 0) >> 4 === 1;
    const nals = splitLengths(data, 5, data.length, this.config, key);
    return nals === null || nals.length === 0 ? null : { nals, key };
  }
}
