import { FILE_BYTES_MOST } from "@amaliyat/domain/reports";
import type { ChosenFile } from "../storage/kept.ts";
import { askToPersist } from "../storage/persist.ts";
import * as store from "../storage/store.ts";
import { shrink } from "./shrink.ts";

export type NotAccepted = "tooLarge" | "noPicture" | "tooMany" | "noRoom";

/** Pictures of a report; one film stands in their place. */
export const PICTURES_MOST = 5;

/** True if there is space for one more file of a kind. */
export function hasRoom(files: readonly ChosenFile[], kind: ChosenFile["kind"]): boolean {
  const count = (of: ChosenFile["kind"]): number => files.filter((each) => each.kind === of).length;
  if (kind === "picture") return count("picture") < PICTURES_MOST && count("film") === 0;
  return kind === "film" ? count("film") === 0 && count("picture") === 0 : count("voice") === 0;
}

const writeFile = async (part: Omit<ChosenFile, "fileId" | "bytes">, blob: Blob): Promise<ChosenFile> => {
  const fileId = crypto.randomUUID();
  askToPersist();
  await store.putFile(fileId, blob);
  return { ...part, fileId, bytes: blob.size };
};

/** Pictures of cameras by their names, for browsers that know no type for them. */
const PICTURE_NAME = /\.(?:heic|heif|avif|jpe?g|png|webp|gif)$/iu;

/** True for a picture that this browser cannot open: the room then opens it. */
export const isPictureBy = ({ type, name, size }: Pick<File, "type" | "name" | "size">): boolean =>
  size > 0 && (type.startsWith("image/") || (["", "application/octet-stream"].includes(type) && PICTURE_NAME.test(name)));

/**
 * Stores a picture or a film on the phone, ready to send. A picture is made smaller and encoded anew. A film, or a picture that this browser
 * cannot open, stays as it is.
 */
export async function acceptFile(file: File, files: readonly ChosenFile[]): Promise<ChosenFile | NotAccepted> {
  const kind = file.type.startsWith("video/") ? "film" : "picture";
  if (!hasRoom(files, kind)) return "tooMany";
  const shrunk = kind === "film" ? file : await shrink(file);
  if (shrunk === null && !isPictureBy(file)) return "noPicture";
  const blob = shrunk ?? file;
  if (blob.size > FILE_BYTES_MOST[kind]) return "tooLarge";
  try {
    const asItIs = kind === "film" || shrunk === null;
    return await writeFile({ kind, original: asItIs, blurred: false, seconds: null, ...(shrunk === null ? { unseen: true } : {}) }, blob);
  } catch {
    return "noRoom";
  }
}

/** A picture as the camera wrote it, in place of ours. */
export async function acceptOriginal(file: File): Promise<ChosenFile | NotAccepted> {
  if (file.size > FILE_BYTES_MOST.picture) return "tooLarge";
  return writeFile({ kind: "picture", original: true, blurred: false, seconds: null }, file).catch(() => "noRoom" as const);
}

export const acceptVoice = (blob: Blob, seconds: number): Promise<ChosenFile> =>
  writeFile({ kind: "voice", original: false, blurred: false, seconds }, blob);

/** A picture that was blurred, under a new name: the one before it never leaves, and is forgotten. */
export const acceptBlurred = (blob: Blob): Promise<ChosenFile> =>
  writeFile({ kind: "picture", original: false, blurred: true, seconds: null }, blob);
