import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../log.ts";
import type { PhotoFormat } from "./format.ts";
import { hashOf, oldName, type Copy, type PictureFolder } from "./folder.ts";
import { withoutMetadata } from "./metadata.ts";

/** Stored facts of a picture that lies unsealed. Without the hash of a copy, it predates the copies. */
export type KnownPicture = Pick<PhotoFormat, "type"> & { readonly sha256: string; readonly shownSha256: string | null };

export type OldPictures = {
  readonly pictures: PictureFolder;
  readonly log: Log;
  readonly known: (id: string) => Promise<KnownPicture | null>;
  /** There is a copy now of a picture that had none; not given where every picture has one. */
  readonly setShown?: (id: string, sha256: string) => Promise<void>;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AT_ONCE = 4;

const missing = (cause: unknown): null => {
  if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw cause;
};

/** The copy of an original that had none; what cannot be cleaned has none, and is not shown. */
async function makeShown({ pictures, setShown }: OldPictures, id: string, original: Buffer, known: KnownPicture): Promise<void> {
  const shown = withoutMetadata(original, known);
  if (shown === null || setShown === undefined) return;
  await pictures.write(id, "shown", shown);
  await setShown(id, hashOf(shown));
}

/**
 * Seals one old file, then deletes it: a crash between the two does it again, to the same end. The hash decides which of the two files it
 * is: originals that predate copies lie where copies lay later. A file that differs from its record is sealed as it is and stays damaged;
 * it never replaces one that was sealed whole.
 */
async function sealOne(old: OldPictures, id: string, named: Copy): Promise<void> {
  const { pictures, log } = old;
  const file = join(pictures.root, oldName(id, named));
  const bytes = await readFile(file).catch(missing);
  if (bytes === null) return;
  const known = await old.known(id);
  const hash = hashOf(bytes);
  const isShown = named === "shown" && known?.shownSha256 === hash;
  const isOriginal = !isShown && known?.sha256 === hash;
  const copy = isOriginal || (named === "shown" && known?.shownSha256 === null) ? "original" : named;
  const expected = copy === "original" ? known?.sha256 : known?.shownSha256;
  if (!isShown && !isOriginal) log.warn({ picture: id, file: named }, "pictures: old picture unknown or changed, sealed as it is");
  if (isShown || isOriginal || (await pictures.read(id, copy, expected ?? "")) === null) await pictures.write(id, copy, bytes);
  if (isOriginal && known.shownSha256 === null) await makeShown(old, id, bytes, known);
  await rm(file, { force: true });
}

/** Seals what lies in the folder from before pictures were sealed. Returns how many pictures that were. */
export async function sealOldPictures(old: OldPictures): Promise<number> {
  const { root } = old.pictures;
  const names = (await readdir(root).catch(missing)) ?? [];
  // Half a picture, of which nobody was told that it was kept.
  for (const name of names.filter((each) => each.endsWith(".part"))) await rm(join(root, name), { force: true });
  const ids = [...new Set(names.map((name) => name.replace(/\.original$/, "")))].filter((id) => ID.test(id));
  const look = async (id: string): Promise<void> => {
    await sealOne(old, id, "original");
    await sealOne(old, id, "shown");
  };
  for (let nth = 0; nth < ids.length; nth += AT_ONCE) await Promise.all(ids.slice(nth, nth + AT_ONCE).map(look));
  if (ids.length > 0) old.log.info({ root, pictures: ids.length }, "pictures: old pictures sealed");
  return ids.length;
}
