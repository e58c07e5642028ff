import type { ErrorCode } from "@amaliyat/contract/errors";
import { open311Created, type reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { BytesReply, Call, PartnerCaller } from "../../platform/http/index.ts";
import type { Vault } from "../../platform/vault.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { keepReports, nextReferences } from "../keep-reports.ts";
import { judgeContent } from "../send-report.ts";
import { partnersReport } from "./open311-queries.ts";
import { readRequest, type RequestKey } from "./read-request.ts";
import { written } from "./write.ts";

/** What says the same within this time is the same, sent again by a system that did not hear the answer. Milliseconds. */
const SAME_MS = 10 * 60_000;

/** The keys under which a request may lie, the newest first; the first is its own. */
function keysOf(vault: Vault, { key: given, lasts }: RequestKey, at: number): readonly [string, ...string[]] {
  if (lasts) return [given];
  // Of what is said without a number only a keyed hash is kept: from a plain one its words could be guessed.
  const [key, span] = [`same:${vault.mac(given, "request of open311").toString("base64url")}`, Math.floor(at / SAME_MS)];
  return [`${key}:${span}`, `${key}:${span - 1}`];
}

async function senderOf(
  { partnerOf }: ReportsDeps,
  limits: Limits,
  { body, bearer, header, at }: Call<typeof reports.open311Send>,
): Promise<Result<PartnerCaller, Refusal<ErrorCode>>> {
  if (header("content-type")?.toLowerCase().startsWith("multipart/")) return refuse({ code: "request.not_a_form" });
  const partner = await partnerOf(body["api_key"] ?? bearer ?? "", at);
  const allowed = partner.ok ? limits.check("sentByKey", partner.value.tokenId, at) : partner;
  return allowed.ok ? partner : allowed;
}

/** The reference of what lies under one of the keys and is not too old to be the same; null where nothing does. */
async function sentBefore(tx: Tx, vault: Vault, partner: PartnerCaller, key: RequestKey, at: number): Promise<string | null> {
  const since = key.lasts ? 0 : at - SAME_MS;
  const found = await partnersReport(tx, partner.partnerId, keysOf(vault, key, at), new Date(since));
  if (found === null) return null;
  const { reportId, reference } = found;
  const actor = { userId: null, name: partner.code, role: "partner" };
  await append(tx, { at, type: "report.sent_again", actor, subject: { kind: "report", id: reportId }, workItem: reference });
  return reference;
}

/** Takes a request of a city's system, once. */
export async function sendRequest(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Send>): Promise<BytesReply> {
  const { body, params, at } = call;
  const sender = await senderOf(deps, limits, call);
  if (!sender.ok) return sender;
  const { partnerId, code, tokenId } = sender.value;
  limits.count("sentByKey", tokenId, at);
  const read = readRequest(body, at);
  if (!read.ok) return read;
  const { report, key } = read.value;
  const judged = judgeContent(report, at);
  if (!judged.ok) return judged;
  const before = (): Promise<string | null> => transaction(deps.db, SYSTEM, (tx) => sentBefore(tx, deps.vault, sender.value, key, at));
  const partner = { partnerId, code, key: keysOf(deps.vault, key, at)[0] };
  const keep = async (): Promise<string | null> => {
    const [reference = ""] = await nextReferences(deps, at, 1);
    const arrival = { reference, report, channel: "WEB", codeHash: null, partner, from: null, proven: false, at } as const;
    const { ids } = await transaction(deps.db, SYSTEM, (tx) => keepReports(tx, deps, [arrival]));
    return (ids[0] ?? null) === null ? null : reference;
  };
  // Of two at once the second finds the first one's.
  const reference = (await before()) ?? (await keep()) ?? (await before());
  if (reference === null) throw new Error("a request was kept and is not found under its key");
  const created = open311Created.parse({ service_request_id: reference, service_notice: null, account_id: null });
  return ok(written(params.format, "service_requests", [created]));
}
