import type { NewReport, Notice, reports } from "@amaliyat/contract/reports";
import { LANGUAGES, ok, type Language } from "@amaliyat/domain/kernel";
import { CODE_BYTES, codeFrom, REPORT_KINDS, REPORT_SORTS, TEXT_MOST } from "@amaliyat/domain/reports";
import { randomBytes, randomUUID } from "node:crypto";
import type { Bytes, BytesReply, Call, TellRefusal } from "../platform/http/index.ts";
import { follow } from "./author-acts.ts";
import type { CodeDoor } from "./code-door.ts";
import { noticePage, refusedPage, sentPage, standsPage } from "./form-pages.ts";
import type { Limits } from "./limits.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import type { ReportIntake } from "./report-intake.ts";
import { sendReport } from "./send-report.ts";

type Fields = Readonly<Record<string, string>>;

const page = (body: string): Bytes => ({ type: "text/html; charset=utf-8", body });

const languageOf = (fields: Fields): Language => LANGUAGES.find((each) => each === fields["language"]) ?? "ar";

/** What a person typed into a box: control characters are no part of it, and of lines only where there may be several. */
function typed(text: string | undefined, most: number, isLine: boolean): string | null {
  const kept = (text ?? "").replaceAll(isLine ? /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu : /[^\P{Cc}\t\n\r]+/gu, " ").trim();
  return kept === "" ? null : kept.slice(0, most).toWellFormed();
}

/** A form as the report that it stands for. The code is made here: a page without scripts can make none. */
function reportOf(fields: Fields, at: number): NewReport {
  return {
    code: codeFrom(randomBytes(CODE_BYTES)),
    device: randomUUID(),
    proof: null,
    kind: REPORT_KINDS.find(({ kind }) => kind === fields["kind"])?.kind ?? "other",
    sort: REPORT_SORTS.find((sort) => sort === fields["sort"]) ?? "information",
    danger: fields["danger"] === "yes",
    language: languageOf(fields),
    words: typed(fields["words"], TEXT_MOST.words, false),
    place: null,
    placeText: typed(fields["place"], TEXT_MOST.place, true),
    happenedAt: null,
    writtenAt: new Date(at).toISOString(),
    contact: typed(fields["contact"], TEXT_MOST.contact, true),
    files: [],
  };
}

/** Takes a report from a browser without scripts; the answer is a page with its code. */
export async function sendByForm(
  deps: ReportsDeps,
  limits: Limits,
  intake: ReportIntake,
  { body: fields, address, at }: Call<typeof reports.formSend>,
): Promise<BytesReply> {
  const body = reportOf(fields, at);
  const sent = await sendReport(deps, limits, intake, { body, address, at }, "WEB");
  return sent.ok ? ok(page(sentPage(body.language, body.code))) : sent;
}

/** How a report stands, as a page. */
export async function followByForm(
  deps: ReportsDeps,
  door: CodeDoor,
  { body: fields, address, at }: Call<typeof reports.formFollow>,
): Promise<BytesReply> {
  const found = await follow(deps, door, { body: { code: (fields["code"] ?? "").slice(0, 40) }, address, at });
  return found.ok ? ok(page(standsPage(languageOf(fields), found.value))) : found;
}

/** What happens with a report, as a page. */
export const noticeOnPage = (language: Language, notice: Notice): Bytes => page(noticePage(language, notice));

/** Says on a page what is wrong, with a way back to what was typed. */
export const tellOnPage: TellRefusal = ({ code, params }, { body }) => {
  const fields = typeof body === "object" && body !== null ? (body as Fields) : {};
  return page(refusedPage(languageOf(fields), code, params ?? {}));
};
