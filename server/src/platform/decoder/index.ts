import type { FileHandle } from "node:fs/promises";
import { none, type Bounds, type Decoded, type Wanted } from "./decoded.ts";
import { decodeMoving, lacksFilmDecoder } from "./moving.ts";
import { decodePicture } from "./picture.ts";
import { sniff, SNIFF_BYTES } from "./sniff.ts";

export type { Bounds, Copies, Decoded, Undecoded, Wanted } from "./decoded.ts";
export { bytesOf, namelessWith } from "./nameless.ts";

/** Opens files that strangers sent, each in a sandbox of its own. */
export type Decoder = {
  /** Makes copies for people to see of an open file, whose offset is at its start; or says why there are none. */
  readonly decode: (wanted: Wanted, file: FileHandle, signal?: AbortSignal) => Promise<Decoded>;
};

/** `folder` is one of the room's own, for files without a name. */
export function openDecoder(folder: string, bounds: Bounds): Decoder {
  // A decoder of films that was there once is not looked for again; one that is taken away is missed by its next film.
  let hasFilms = false;
  return {
    async decode(wanted, file, signal) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
      const found = sniff(buffer.subarray(0, bytesRead));
      if (found === null) return none(null, "wrong_type");
      if (found.is === "still") {
        if (wanted !== "picture") return none(found.type, "wrong_type");
        return decodePicture(folder, found, file, bounds, signal);
      }
      if (wanted === "picture") return none(found.type, "wrong_type");
      const lacking = hasFilms ? null : await lacksFilmDecoder(folder);
      if (lacking !== null) return none(found.type, lacking);
      hasFilms = true;
      return decodeMoving(folder, found, wanted, file, bounds, signal);
    },
  };
}
