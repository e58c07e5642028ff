import { open311Created, type reports } from "@amaliyat/contract/reports";
import { ok } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { BytesReply, Call, PartnerCaller } from "../../platform/http/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { arriveIn } from "../files/accept-arrivals.ts";
import { writeReports, nextReferences } from "../write-reports.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { judgeHappened } from "../send-report.ts";
import { reportSubject } from "../rows/subjects.ts";
import { enqueueMedia } from "./fetch-media.ts";
import { noticeOf } from "./form.ts";
import { languageAsked } from "./language.ts";
import { partnersReport } from "./open311-queries.ts";
import { dropPictures, sealPictures } from "./pictures.ts";
import { readRequest, type RequestKey } from "./read-request.ts";
import { actorOf, senderOf } from "./sender.ts";
import { written } from "./write.ts";

/** Time within which an equal request counts as a repetition: the system did not hear the answer. Milliseconds. */
const SAME_MS = 10 * 60_000;

/** The keys under which a request may lie, the newest first; the first is its own. */
function keysOf(vault: Vault, { key: given, lasts }: RequestKey, at: number): readonly [string, ...string[]] {
  if (lasts) return [given];
  // Of a request without a number, keep only a keyed hash: its words could be guessed from a plain one.
  const [key, span] = [`same:${vault.mac(given, "request of open311").toString("base64url")}`, Math.floor(at / SAME_MS)];
  return [`${key}:${span}`, `${key}:${span - 1}`];
}

/** The reference of what lies under one of the keys and is not too old to be the same; null where nothing does. */
async function sentBefore(tx: Tx, vault: Vault, partner: PartnerCaller, key: RequestKey, at: number): Promise<string | null> {
  const since = key.lasts ? 0 : at - SAME_MS;
  const found = await partnersReport(tx, partner.partnerId, keysOf(vault, key, at), new Date(since));
  if (found === null) return null;
  const { reportId, reference } = found;
  await settle(tx, { who: actorOf(partner), at }, { type: "report.sent_again", about: reportSubject({ reportId, reference }) });
  return reference;
}

/** Takes a request of a city's system, once, with the pictures that came in it; those that lie elsewhere are fetched afterwards. */
export async function sendRequest(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Send>): Promise<BytesReply> {
  const { body, params, at } = call;
  const { db, vault, files } = deps;
  const sender = await senderOf(deps, limits, call);
  if (!sender.ok) return sender;
  const { partnerId, code, tokenId } = sender.value;
  const read = readRequest(body.fields, tokenId, at);
  if (!read.ok) return read;
  const { report, key, outside } = read.value;
  const judged = judgeHappened(report, at);
  if (!judged.ok) return judged;
  const before = (): Promise<string | null> => transaction(db, SYSTEM, (tx) => sentBefore(tx, vault, sender.value, key, at));
  const known = await before();
  const pictures = known === null ? await sealPictures(files, body.files) : ok([]);
  if (!pictures.ok) return pictures;
  const partner = { partnerId, code, key: keysOf(vault, key, at)[0], outside };
  const accept = async (): Promise<string | null> => {
    const [reference = ""] = await nextReferences(deps, at, 1);
    const own = { ...report, files: pictures.value };
    const arrival = { reference, report: own, channel: "WEB", codeHash: null, partner, from: null, proven: false, at } as const;
    const isKept = await transaction(db, SYSTEM, async (tx) => {
      const [reportId = null] = (await writeReports(tx, deps, [arrival])).ids;
      if (reportId === null) return false;
      const ids = pictures.value.map(({ fileId }) => fileId);
      await arriveIn(tx, files, ids);
      await enqueueMedia(tx, files, reportId, outside?.mediaUrls ?? []);
      return true;
    });
    if (!isKept) await dropPictures(files, pictures.value);
    return isKept ? reference : null;
  };
  // Of two at once the second finds the first one's.
  const reference = known ?? (await accept()) ?? (await before());
  if (reference === null) throw new Error("a request was kept and is not found under its key");
  const notice = noticeOf(body, languageAsked(call.query) ?? "ar");
  const created = open311Created.parse({ service_request_id: reference, service_notice: notice, account_id: null });
  return ok(written(params.format, "service_requests", [created]));
}
