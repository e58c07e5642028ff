import type { FileHandle } from "node:fs/promises";
import { none, type Bounds, type Decoded, type Wanted } from "./decoded.ts";
import { decodeMoving, lacksFilmDecoder } from "./moving.ts";
import { Pictures } from "./picture.ts";
import type { Place } from "./sandbox.ts";
import { sniff, SNIFF_BYTES } from "./sniff.ts";

export type { Bounds, Copies, Decoded, Undecoded, Wanted } from "./decoded.ts";
export { bytesOf, namelessWith } from "./nameless.ts";

/**
 * Opens files of one author, one after the other. A hostile file that takes over the process can reach the same author's other files and
 * nobody else's.
 */
export type OneAuthors = AsyncDisposable & {
  /** Makes copies for people to see of an open file, whose offset is at its start; or says why there are none. */
  readonly decode: (wanted: Wanted, file: FileHandle, signal?: AbortSignal) => Promise<Decoded>;
};

/** Opens files that strangers sent, in a sandbox. */
export type Decoder = {
  /** If `expects` contains a picture, the picture decoder is started at once. */
  readonly forOneAuthor: (expects?: readonly Wanted[]) => OneAuthors;
};

/** The folder of the place is for files without a name, too. */
export function openDecoder(place: Place, bounds: Bounds): Decoder {
  // A decoder of films that was there once is not looked for again; one that is taken away is missed by its next film.
  let hasFilms = false;
  return {
    forOneAuthor: (expects = []) => {
      const pictures = new Pictures(place);
      if (expects.includes("picture")) pictures.prepare();
      return {
        async decode(wanted, file, signal) {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
          const found = sniff(buffer.subarray(0, bytesRead));
          if (found === null) return none(null, "wrong_type");
          if (found.is === "still")
            return wanted === "picture" ? pictures.decode(found, file, bounds, signal) : none(found.type, "wrong_type");
          if (wanted === "picture") return none(found.type, "wrong_type");
          const lacking = hasFilms ? null : await lacksFilmDecoder(place);
          if (lacking !== null) return none(found.type, lacking);
          hasFilms = true;
          return decodeMoving(place, found, wanted, file, bounds, signal);
        },
        [Symbol.asyncDispose]: () => pictures[Symbol.asyncDispose](),
      };
    },
  };
}
