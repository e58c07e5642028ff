import type { FileHandle } from "node:fs/promises";

/** Kind announced for a file: it decides the formats that the file may have. */
export type Wanted = "picture" | "film" | "voice";

/** Most that a file may be, by its own head before it is opened, and by what came out of it after. */
export type Bounds = { readonly pixels: number; readonly filmPixels: number; readonly seconds: Readonly<Record<"film" | "voice", number>> };

/** Why there is no copy. The last two are the machine's fault: the file may be opened yet. */
export type Undecoded =
  | "wrong_type"
  | "too_many_pixels"
  | "too_long"
  | "broken"
  | "took_too_much"
  /** This machine can lock no decoder in. */
  | "no_sandbox"
  /** There is no decoder of films and sound on this machine. */
  | "no_decoder";

/** Copies of a file that were made for people to see, in files without a name; whoever gets them closes them. */
export type Copies = {
  /** By its own bytes. */
  readonly found: string;
  readonly type: string;
  readonly whole: FileHandle;
  /** A JPEG; null where there is nothing to see. */
  readonly small: FileHandle | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly pictureHash: string | null;
};

export type Decoded =
  | { readonly kind: "copies"; readonly copies: Copies }
  | { readonly kind: "none"; readonly found: string | null; readonly cause: Undecoded };

export const none = (found: string | null, cause: Undecoded): Decoded => ({ kind: "none", found, cause });
