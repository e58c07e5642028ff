import { FILE_BYTES_MOST, FILES_MOST } from "@amaliyat/domain/reports";
import { createHash, randomInt } from "node:crypto";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { countedHost, fetchBytes, isAllowedAddress } from "../../platform/outbound/index.ts";
import type { Files } from "../files/files.ts";
import { fileById } from "../files/files-store.ts";
import { arriveIn } from "../files/accept-arrivals.ts";
import { filesOfReport } from "../rows/reports-queries.ts";
import { addReportEvent, announceFiles, lockReport, outsideOf } from "../rows/reports-store.ts";
import { reportSubject } from "../rows/subjects.ts";
import { dropPictures, sealPicture, type SealedPicture } from "./pictures.ts";

const TIMEOUT_MS = 30_000;

/** The address lies sealed with its report, and never in a job. */
const payload = z.object({ reportId: z.uuid(), nth: z.number().int() }).strict();
type Payload = z.output<typeof payload>;

/** The id of the file that a picture becomes: the same however often its job runs. */
function fileIdOf({ reportId, nth }: Payload): string {
  const hex = createHash("sha256").update(`${reportId}/media/${nth}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/** Adds a picture to its report; false where the report is over, or full. */
const addFetched = (files: Files, { reportId }: Payload, picture: SealedPicture): Promise<boolean> =>
  transaction(files.db, SYSTEM, async (tx) => {
    const report = await lockReport(tx, reportId);
    if (report === null || report.state === "withdrawn" || (await filesOfReport(tx, reportId)).length >= FILES_MOST) return false;
    const at = files.clock();
    await announceFiles(tx, reportId, [picture], true);
    await addReportEvent(tx, reportId, { at, by: null, kind: "report.files_added", data: { files: 1 } });
    await settle(
      tx,
      { who: null, at },
      { type: "report.files_added", about: reportSubject({ reportId, reference: report.reference }), detail: { files: 1 } },
    );
    await arriveIn(tx, files, [picture.fileId]);
    return true;
  });

/**
 * Fetches one picture of a request from where the other system keeps it. The room calls on no host that the setting does not name; what came is
 * opened in the sandbox alone, as every file of a stranger.
 */
export const fetchMediaJob = (files: Files): Job<Payload> =>
  defineJob("reports.fetch_media", payload, { maxAttempts: 6 }, async (given, { log, isLastAttempt }) => {
    const { reportId, nth } = given;
    const fileId = fileIdOf(given);
    const read = async (tx: Tx) => ((await fileById(tx, fileId)) === null ? await outsideOf(tx, reportId) : null);
    const address = (await transaction(files.db, SYSTEM, read, { readOnly: true }))?.mediaUrls[nth];
    if (address === undefined) return;
    const fetched = await fetchBytes(address, files.mediaHosts, { mostBytes: FILE_BYTES_MOST.picture, timeoutMs: TIMEOUT_MS });
    if (fetched.kind === "later" && !isLastAttempt) throw new Error("the host of a picture did not answer; it is asked again");
    if (fetched.kind !== "bytes") {
      // The address of a picture is its sender's word, and may tell who took it.
      log.warn({ reportId, why: fetched.kind === "none" ? fetched.why : "no_answer" }, "reports: picture of a request not fetched");
      return;
    }
    if (fetched.bytes.length === 0) return;
    if (!(await files.hasRoom(0, fetched.bytes.length))) throw new Error("the disk has no room for a picture of a request");
    const picture = await sealPicture(files, fetched.bytes, fileId);
    if (!(await addFetched(files, given, picture))) await dropPictures(files, [picture]);
  });

/** Pictures that are fetched of one host at once: one that hangs leaves room for the others. */
const OF_HOST_AT_ONCE = 3;

/** Queue of the pictures of a host. The name is a hash, as the queue's own table shows it. */
const queueOf = (address: string, { mediaHosts }: Files, part: number): string =>
  `reports.fetch_media:${createHash("sha256").update(countedHost(address, mediaHosts)).digest("hex").slice(0, 16)}:${part}`;

/** Has the pictures of a request fetched whose hosts the setting names. */
export async function enqueueMedia(tx: Tx, files: Files, reportId: string, mediaUrls: readonly string[]): Promise<void> {
  for (const [nth, address] of mediaUrls.entries())
    if (isAllowedAddress(address, files.mediaHosts))
      await enqueue(
        tx,
        fetchMediaJob(files),
        { reportId, nth },
        { key: `reports.fetch_media:${reportId}:${nth}`, queue: queueOf(address, files, randomInt(OF_HOST_AT_ONCE)) },
      );
}
