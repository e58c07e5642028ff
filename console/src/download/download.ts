import { call, type Arguments, type Problem, type Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";

/** Time for the browser to write the file before its bytes are released. */
const KEPT_MS = 60_000;

/** Gives a file to the person under a name. */
export function saveFile(fileName: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/**
 * Fetches a route that answers with bytes and saves them. A refusal or a lost network is a value with its sentence. A plain link would save
 * the refusal as if it were the file.
 */
export async function download<T extends Route>(target: T, given: Arguments<T>, fileName: string): Promise<Result<unknown, Problem>> {
  return call(
    async (path, init) => {
      const response = await fetch(path, init);
      if (response.ok) saveFile(fileName, await response.blob());
      return response;
    },
    target,
    given,
  );
}
