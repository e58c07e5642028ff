import type { Followed } from "@amaliyat/contract/reports";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "./files.ts";

/** How a report stands, with how much has come of the files that are on their way. */
export async function withReceived({ incoming }: Pick<Files, "incoming">, followed: Followed): Promise<Followed> {
  const files = followed.files.map(async (file) => {
    if (file.state !== "arriving") return file;
    const part = await stat(join(incoming, file.fileId)).catch(() => null);
    return { ...file, received: Math.min(part?.size ?? 0, file.bytes) };
  });
  return { ...followed, files: await Promise.all(files) };
}
