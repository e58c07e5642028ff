import type { ErrorCode } from "@amaliyat/contract/errors";
import { open311Posted, type reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Language, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { asksForHelp, decideReport, FILES_MOST } from "@amaliyat/domain/reports";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { BytesReply, Call, PartnerCaller } from "../../platform/http/index.ts";
import { tell } from "../../platform/live/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { arriveIn } from "../files/accept-arrivals.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { filesOfReport } from "../rows/reports-queries.ts";
import {
  addMessage,
  addReportEvent,
  announceFiles,
  hasMessage,
  updateSaidOf,
  updateState,
  lockByPartner,
  messagesOfAuthor,
} from "../rows/reports-store.ts";
import { reportSubject } from "../rows/subjects.ts";
import { tellWords } from "../desk/tell-words.ts";
import { tellingsOfReport } from "../tell-report.ts";
import { mediaUrlsOf, said, saidWhole, WORDS_MOST, type Form } from "./form.ts";
import { dropPictures, sealPictures, type SealedPicture } from "./pictures.ts";
import { actorOf, senderOf } from "./sender.ts";
import { written } from "./write.ts";

type Refused = Refusal<ErrorCode>;

/** More is no report; the pages of the room show all of them. */
const MESSAGES_MOST = 50;
/** States by which the sender says that it hears no more of a request. All others ask the room to look again. */
const OVER = /^(closed|fixed|no[ _]further[ _]action|duplicate|unable[ _]to[ _]fix|not[ _]councils[ _]responsibility)$/i;
const STATE: Readonly<Record<Language, string>> = { ar: "الحالة عند المرسل", fr: "État chez l'expéditeur", en: "State at the sender" };

type ReadUpdate = {
  readonly reference: string;
  /** Key by which a repeated update is recognised. */
  readonly key: string;
  readonly words: string | null;
  readonly status: string | null;
  readonly mediaUrls: readonly string[];
};

function readUpdate(form: Form): Result<ReadUpdate, Refused> {
  const reference = said(form, "service_request_id", 100);
  if (reference === null) return refuse({ code: "report.field_wrong", params: { field: "service_request_id" } });
  const [words, media] = [saidWhole(form, "description", WORDS_MOST), mediaUrlsOf(form)];
  if (!words.ok) return words;
  if (!media.ok) return media;
  if (words.value !== null && asksForHelp(words.value)) return refuse({ code: "report.call_17" });
  const [status, own, when] = [said(form, "status", 60), said(form, "update_id", 100), said(form, "updated_datetime", 60)];
  const key = own === null ? JSON.stringify([words.value, status, when, media.value]) : `own:${own}`;
  return ok({ reference, key, words: words.value, status, mediaUrls: media.value });
}

/** The id of the message that an update becomes: the same however often it is sent. */
function messageIdOf(vault: Vault, reportId: string, key: string): string {
  const hex = vault.mac(`${reportId} ${key}`, "update of open311").toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/** Makes the text that the desk reads: words, addresses of pictures, and a state other than "open". */
function messageOf({ words, status, mediaUrls }: ReadUpdate, language: Language): string {
  const state = status === null || /^open$/i.test(status) ? null : `${STATE[language]}: ${status}`;
  return [words, ...mediaUrls, state].filter((line) => line !== null).join("\n");
}

type Kept = { readonly reference: string; readonly messageId: string; readonly isNew: boolean };

async function acceptUpdate(
  tx: Tx,
  deps: ReportsDeps,
  { partner, update, pictures, at }: { partner: PartnerCaller; update: ReadUpdate; pictures: readonly SealedPicture[]; at: number },
): Promise<Result<Kept, Refused>> {
  const report = await lockByPartner(tx, partner.partnerId, update.reference);
  if (report === null) return refuse({ code: "object.not_found" });
  const { reportId, reference, state, language } = report;
  const [about, by] = [reportSubject(report), { who: actorOf(partner), at }];
  const messageId = messageIdOf(deps.vault, reportId, [update.key, ...pictures.map(({ sha256 }) => sha256)].join(" "));
  const words = messageOf(update, language);
  if (words === "" && pictures.length === 0) return refuse({ code: "report.field_wrong", params: { field: "description" } });
  if (state === "withdrawn") return refuse({ code: "report.wrong_state" });
  const isKnown = await hasMessage(tx, reportId, messageId);
  if (!isKnown && (await messagesOfAuthor(tx, reportId)) >= MESSAGES_MOST) return refuse({ code: "report.too_many_messages" });
  if (!isKnown && (await filesOfReport(tx, reportId)).length + pictures.length > FILES_MOST)
    return refuse({ code: "report.too_many_files", params: { most: FILES_MOST } });
  if (isKnown || !(await addMessage(tx, reportId, { messageId, words, choices: [], at: new Date(at), by: null }))) {
    await settle(tx, by, { type: "report.sent_again", about });
    return ok({ reference, messageId, isNew: false });
  }
  // An update that says the matter is over opens nothing again.
  if (!OVER.test(update.status ?? "")) {
    const next = decideReport(report, { kind: "answer" });
    if (!next.ok) return next;
    await updateState(tx, reportId, next.value, new Date(at));
  }
  await updateSaidOf(tx, reportId, { answered: true });
  await tellWords(tx, deps, report, words, by);
  await announceFiles(tx, reportId, pictures, true);
  await addReportEvent(tx, reportId, { at, by: null, kind: "report.answered", data: {} });
  await settle(tx, by, { type: "report.answered", about });
  await arriveIn(
    tx,
    deps.files,
    pictures.map(({ fileId }) => fileId),
  );
  await tell(tx, at, await tellingsOfReport(tx, at, reportId));
  return ok({ reference, messageId, isNew: true });
}

/** Takes what a city's system adds to its own request, once: the extension by which FixMyStreet sends the comments of its people. */
export async function sendUpdate(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311SendUpdate>): Promise<BytesReply> {
  const { body, params, at } = call;
  const sender = await senderOf(deps, limits, call);
  if (!sender.ok) return sender;
  const update = readUpdate(body.fields);
  if (!update.ok) return update;
  const pictures = await sealPictures(deps.files, body.files);
  if (!pictures.ok) return pictures;
  const asked = { partner: sender.value, update: update.value, pictures: pictures.value, at };
  const kept = await transaction(deps.db, SYSTEM, (tx) => acceptUpdate(tx, deps, asked));
  if (!kept.ok || !kept.value.isNew) await dropPictures(deps.files, pictures.value);
  if (!kept.ok) return kept;
  const posted = open311Posted.parse({ update_id: `${kept.value.reference}.${kept.value.messageId}` });
  return ok(written(params.format, "service_request_updates", [posted]));
}
