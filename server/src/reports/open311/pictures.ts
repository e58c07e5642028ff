import type { ErrorCode } from "@amaliyat/contract/errors";
import type { AnnouncedFile } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { createHash, randomUUID } from "node:crypto";
import { inMemory } from "../../platform/sealed/index.ts";
import { originalOf, type Files } from "../files/files.ts";

/** A picture that lies sealed, to be announced and taken in with its report. */
export type SealedPicture = AnnouncedFile;

/** Seals one picture as it came. Only the sandbox looks at its format. */
export async function sealPicture({ sealed }: Files, bytes: Uint8Array, fileId: string = randomUUID()): Promise<SealedPicture> {
  const sha256 = createHash("sha256").update(bytes).digest();
  await sealed.write(originalOf(fileId), inMemory(Buffer.from(bytes)), sha256);
  return { fileId, kind: "picture", bytes: bytes.length, sha256: sha256.toString("hex") };
}

/** Seals the pictures of a form; refused where the disk has no room for them. */
export async function sealPictures(files: Files, pictures: readonly Uint8Array[]): Promise<Result<SealedPicture[], Refusal<ErrorCode>>> {
  const bytes = pictures.reduce((sum, { length }) => sum + length, 0);
  if (bytes > 0 && !(await files.hasRoom(0, bytes))) return refuse({ code: "storage.full" });
  const kept: SealedPicture[] = [];
  for (const picture of pictures) kept.push(await sealPicture(files, picture));
  return ok(kept);
}

/** Deletes pictures whose report was not kept. */
export async function dropPictures({ sealed }: Files, pictures: readonly SealedPicture[]): Promise<void> {
  for (const { fileId } of pictures) await sealed.drop(fileId);
}
