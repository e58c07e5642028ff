import type { ErrorCode } from "@amaliyat/contract/errors";
import type { UploadedForm } from "@amaliyat/contract/route";
import type { Refusal, Result } from "@amaliyat/domain/kernel";
import type { PartnerCaller } from "../../platform/http/index.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { judgeForm, valueOf } from "./form.ts";

type Sending = { readonly body: UploadedForm; readonly bearer: string | null; readonly at: number };

/** The partner that sends, by the key in its form or beside it; each sending is counted. */
export async function senderOf(
  { partnerOf }: ReportsDeps,
  limits: Limits,
  { body, bearer, at }: Sending,
): Promise<Result<PartnerCaller, Refusal<ErrorCode>>> {
  const judged = judgeForm(body);
  if (!judged.ok) return judged;
  const partner = await partnerOf(valueOf(body.fields, "api_key") || (bearer ?? ""), at);
  if (!partner.ok) return partner;
  const allowed = limits.check("sentByKey", partner.value.tokenId, at);
  if (!allowed.ok) return allowed;
  limits.count("sentByKey", partner.value.tokenId, at);
  return partner;
}

/** A partner as the log names it. */
export const actorOf = ({ code }: Pick<PartnerCaller, "code">) => ({ userId: null, name: code, role: "partner" });
