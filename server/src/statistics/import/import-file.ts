import { address, call, type Problem, type Send } from "@amaliyat/contract/route";
import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import { ok, type Language, type Result } from "@amaliyat/domain/kernel";
import type { ImportKind } from "@amaliyat/domain/statistics";
import { setTimeout as sleep } from "node:timers/promises";

export type FileToImport = {
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Source that assigns the numbers of the rows, if they have any. */
  readonly source: string | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the sentences in the error file. */
  readonly language: Language;
  /** Called whenever the import got further. */
  readonly onProgress: (job: ImportJob) => void;
  /** Aborted, the import is cancelled: none of its rows stays. */
  readonly signal: AbortSignal;
};

/** Final state of an import, and its refused rows as a CSV with causes. Null if no row was refused, or the CSV could not be fetched. */
export type Imported = { readonly job: ImportJob; readonly errors: Uint8Array | null };

const LOOK_EVERY_MS = 300;

/** Hands a file in over the public API, follows it to its end, and fetches what was refused. A link that is lost meanwhile is waited for. */
export async function importFile(send: Send, file: FileToImport): Promise<Result<Imported, Problem>> {
  const { kind, fileName, source, bytes, language, onProgress, signal } = file;
  const started = await call(send, statistics.startImport, {
    query: { kind, fileName, ...(source === undefined ? {} : { source }) },
    body: bytes,
  });
  if (!started.ok) return started;
  const params = { importId: started.value.importId };
  let job = started.value;
  let isCancelled = false;
  while (job.endedAt === null) {
    onProgress(job);
    await sleep(LOOK_EVERY_MS, undefined, signal.aborted ? {} : { signal }).catch(() => undefined);
    if (signal.aborted && !isCancelled) {
      const cancelled = await call(send, statistics.cancelImport, { params });
      // It may have ended in the same moment; then it is as it is.
      isCancelled = cancelled.ok || cancelled.error.code === "import.already_ended";
    }
    const looked = await call(send, statistics.oneImport, { params });
    if (looked.ok) job = looked.value;
    else if (looked.error.status !== 0 && looked.error.status < 500) return looked;
  }
  onProgress(job);
  if (job.state !== "done" || job.refused === 0) return ok({ job, errors: null });
  const errors = await send(address(statistics.importErrors, params, { language }), { method: "GET" }).catch(() => null);
  return ok({ job, errors: errors?.ok ? new Uint8Array(await errors.arrayBuffer()) : null });
}
