import type { Followed } from "@amaliyat/contract/reports";
import type { Files } from "./files.ts";

/** How a report stands, with how much has come of the files that are on their way. */
export async function withReceived({ parts }: Pick<Files, "parts">, followed: Followed): Promise<Followed> {
  const files = followed.files.map(async (file) =>
    file.state === "arriving" ? { ...file, received: Math.min((await parts.sizeOf(file.fileId)) ?? 0, file.bytes) } : file,
  );
  return { ...followed, files: await Promise.all(files) };
}
