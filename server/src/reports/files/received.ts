import type { Followed } from "@amaliyat/contract/reports";
import type { Files } from "./files.ts";

/** State of a report, with the bytes received so far of the files on their way. */
export async function withReceived({ parts }: Pick<Files, "parts">, followed: Followed): Promise<Followed> {
  const files = followed.files.map(async (file) =>
    file.state === "arriving" ? { ...file, received: Math.min((await parts.sizeOf(file.fileId)) ?? 0, file.bytes) } : file,
  );
  return { ...followed, files: await Promise.all(files) };
}
