import { explain, isErrorCode } from "@amaliyat/contract/errors";
import type { statistics } from "@amaliyat/contract/statistics";
import { ok, refuse, type Language } from "@amaliyat/domain/kernel";
import { BYTE_ORDER_MARK, csvLine } from "@amaliyat/domain/statistics";
import { Readable } from "node:stream";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { transaction, type Db, type Scope } from "../../platform/database/index.ts";
import type { BytesReply, Call } from "../../platform/http/index.ts";
import { importErrors as errorsOf, isAuthor } from "../statistics-queries.ts";

const PAGE = 1_000;
const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  ar: ["السطر", "العمود", "الرمز", "السبب", "السطر كما ورد"],
  fr: ["ligne", "colonne", "code", "cause", "ligne reçue"],
  en: ["line", "column", "code", "cause", "row as it came"],
};

async function* lines(db: Db, scope: Scope, importId: string, language: Language): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEADINGS[language]);
  let after = { line: 0, nth: -1 };
  for (;;) {
    const rows = await transaction(db, scope, (tx) => errorsOf(tx, importId, after, PAGE), { readOnly: true });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows
      .map(({ line, column, code, params, raw }) =>
        csvLine([line, column ?? "", code, isErrorCode(code) ? explain(code, params)[language] : code, raw]),
      )
      .join("");
    after = { line: last.line, nth: last.nth };
  }
}

/** The refused rows as a CSV for whoever handed the file in, since they may name people. Logged. A spreadsheet opens it, in the reader's language; no cell of it runs as a formula. */
export async function importErrors(db: Db, { who, at, params, query }: Call<typeof statistics.importErrors>): Promise<BytesReply> {
  const { importId } = params;
  const isOwn = await transaction(db, scopeOf(who), async (tx) => {
    if (!(await isAuthor(tx, importId, who.userId))) return false;
    await settle(tx, { who, at }, { type: "import.errors_read", about: subjectById("import", importId) });
    return true;
  });
  if (!isOwn) return refuse({ code: "object.not_found" });
  return ok({
    type: "text/csv; charset=utf-8",
    body: Readable.from(lines(db, scopeOf(who), importId, query.language)),
    headers: { "content-disposition": `attachment; filename="errors-${importId.slice(0, 8)}.csv"` },
  });
}
