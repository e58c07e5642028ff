import type { NewReport, Notice, reports } from "@amaliyat/contract/reports";
import { LANGUAGES, ok, refuse, type Language } from "@amaliyat/domain/kernel";
import { CODE_BYTES, codeFrom, REPORT_KINDS, REPORT_SORTS, TEXT_MOST } from "@amaliyat/domain/reports";
import { randomBytes, randomUUID } from "node:crypto";
import type { Bytes, BytesReply, Call, TellRefusal } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import { follow, say, withdraw } from "./author-acts.ts";
import type { CodeDoor } from "./code-door.ts";
import { noticePage, refusedPage, sentPage, standsPage } from "./form-pages.ts";
import type { Limits } from "./limits.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import type { ReportIntake } from "./report-intake.ts";
import { sendReport } from "./send-report.ts";

type Fields = Readonly<Record<string, string>>;

const page = (body: string): Bytes => ({ type: "text/html; charset=utf-8", body });

const languageOf = (fields: Fields): Language => LANGUAGES.find((each) => each === fields["language"]) ?? "ar";

/** Cleans text typed into a box: removes control characters, and line breaks where only one line is allowed. */
function typed(text: string | undefined, maxLength: number, isLine: boolean): string | null {
  const kept = (text ?? "").replaceAll(isLine ? /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu : /[^\P{Cc}\t\n\r]+/gu, " ").trim();
  return kept === "" ? null : kept.slice(0, maxLength).toWellFormed();
}

/** A page that was kept for longer than this begins anew: nobody presses twice so late, and a second call for help is none of the first. */
const PAGE_LASTS_MS = 6 * 3_600_000;

/** Clocks of two servers of a room differ by no more. */
const CLOCK_MS = 60_000;

type Once = { readonly code: string; readonly device: string; readonly writtenAt: string };

/**
 * Code and phone of a form, made here because a page without scripts can make none. They follow from the number of the page (`%ONCE%`: the
 * time it was served, and chance) and from the typed text. So the same page sent again is the same report.
 */
function onceOf(vault: Vault, fields: Fields, at: number): Once {
  const [, served = "", chance = ""] = /^([0-9a-z]{6,12})\.([0-9a-f-]{36})$/.exec(fields["once"] ?? "") ?? [];
  const servedAt = Number.parseInt(served, 36);
  if (chance === "" || servedAt > at + CLOCK_MS || at - servedAt > PAGE_LASTS_MS)
    return { code: codeFrom(randomBytes(CODE_BYTES)), device: randomUUID(), writtenAt: new Date(at).toISOString() };
  const typedIn = JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const made = vault.mac(`${chance} ${typedIn}`, "report of a page");
  const device = made.toString("hex").slice(CODE_BYTES * 2, CODE_BYTES * 2 + 32);
  return { code: codeFrom(made.subarray(0, CODE_BYTES)), device, writtenAt: new Date(servedAt).toISOString() };
}

/** A form as the report that it stands for. */
function reportOf(vault: Vault, fields: Fields, at: number): NewReport {
  return {
    ...onceOf(vault, fields, at),
    proof: null,
    kind: REPORT_KINDS.find(({ kind }) => kind === fields["kind"])?.kind ?? "other",
    sort: REPORT_SORTS.find((sort) => sort === fields["sort"]) ?? "information",
    danger: fields["danger"] === "yes",
    language: languageOf(fields),
    words: typed(fields["words"], TEXT_MOST.words, false),
    place: null,
    placeText: typed(fields["place"], TEXT_MOST.place, true),
    happenedAt: null,
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
  const body = reportOf(deps.vault, fields, at);
  const sent = await sendReport(deps, limits, intake, { body, address, at }, "WEB");
  return sent.ok ? ok(page(sentPage(body.language, body.code))) : sent;
}

/** State of a report, as a page. */
export async function followByForm(
  deps: ReportsDeps,
  door: CodeDoor,
  { body: fields, address, at }: Call<typeof reports.formFollow>,
): Promise<BytesReply> {
  const found = await follow(deps, door, { body: { code: codeIn(fields) }, address, at });
  return found.ok ? ok(page(standsPage(languageOf(fields), found.value, codeIn(fields)))) : found;
}

const codeIn = (fields: Fields): string => (fields["code"] ?? "").slice(0, 40);

/** Its author answers, or says more. The page names the message, so that a second press says it once. */
export async function sayByForm(
  deps: ReportsDeps,
  door: CodeDoor,
  { body: fields, address, at }: Call<typeof reports.formSay>,
): Promise<BytesReply> {
  const words = typed(fields["words"], TEXT_MOST.message, false);
  const [messageId] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(fields["message"] ?? "") ?? [randomUUID()];
  if (words === null) return refuse({ code: "request.invalid" });
  const said = await say(deps, door, { body: { code: codeIn(fields), messageId, words }, address, at });
  return said.ok ? ok(page(standsPage(languageOf(fields), said.value, codeIn(fields)))) : said;
}

/** Its author takes it back, once the box beside it was ticked. */
export async function withdrawByForm(
  deps: ReportsDeps,
  door: CodeDoor,
  { body: fields, address, at }: Call<typeof reports.formWithdraw>,
): Promise<BytesReply> {
  if (fields["sure"] !== "yes") return refuse({ code: "request.invalid" });
  const gone = await withdraw(deps, door, { body: { code: codeIn(fields) }, address, at });
  return gone.ok ? ok(page(standsPage(languageOf(fields), gone.value, codeIn(fields)))) : gone;
}

/** Notice about a report, as a page. */
export const noticeOnPage = (language: Language, notice: Notice): Bytes => page(noticePage(language, notice));

/** Says on a page what is wrong, with a way back to what was typed. */
export const tellOnPage: TellRefusal = ({ code, params }, { body }) => {
  const fields = typeof body === "object" && body !== null ? (body as Fields) : {};
  return page(refusedPage(languageOf(fields), code, params ?? {}));
};
