import type { Problem } from "@amaliyat/contract/route";
import type { ImportJob } from "@amaliyat/contract/statistics";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { IMPORT_KINDS, type ImportKind } from "@amaliyat/domain/statistics";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { askPassword } from "./ask-password.ts";
import { importFile } from "./import-file.ts";
import { sendTo, signInTo, signOutOf } from "./sign-in-to.ts";

const USAGE = `npm run import -- --kind ${IMPORT_KINDS.join("|")} --file FILE.csv --url https://… --username NAME [--code CODE] [--source NAME] [--language ar|fr|en]

  --kind      what the rows are
  --file      the CSV; refused rows are written beside it, as FILE.csv.errors.csv
  --url       address of the room
  --username  an analyst of the room; the password is asked for, or taken from ROOM_PASSWORD
  --code      of the analyst's telephone, or a recovery code; where the room wants one and none is given, it is asked for
  --source    who keeps the numbers of the column source_number; needed for a file that has it
  --language  of refusals and of the error file; ar when not given

Ctrl-C cancels: none of the rows stays. A room with its own authority is trusted by NODE_EXTRA_CA_CERTS=.data/tls/authority.crt
Ends with 0 when every row was taken, with 2 when some were refused, with 1 otherwise.
`;

type Asked = {
  readonly kind: ImportKind;
  readonly file: string;
  readonly url: string;
  readonly username: string;
  readonly code: string | undefined;
  readonly source: string | undefined;
  readonly language: Language;
};

/** Reads the arguments; null where one is missing or makes no sense. */
function readArguments(): Asked | null {
  const text = { type: "string" } as const;
  const options = { kind: text, file: text, url: text, username: text, code: text, source: text, language: { ...text, default: "ar" } };
  const { file, url, username, code, source, ...values } = parseArgs({ options }).values;
  const kind = IMPORT_KINDS.find((each) => each === values.kind);
  const language = LANGUAGES.find((each) => each === values.language);
  if (!kind || !language || file === undefined || username === undefined || url === undefined || !URL.canParse(url)) return null;
  return { kind, file, url, username, code, source, language };
}

function ask(prompt: string, signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) throw new Error("there is no terminal to ask for the password on: set ROOM_PASSWORD");
  return askPassword({ input: process.stdin, output: process.stderr }, prompt, signal);
}

/** One line that is written over and over on a terminal, and once at its end elsewhere. */
function showProgress(job: ImportJob): void {
  const { read, rows, taken, corrected, closed, unchanged, refused } = job;
  const here = corrected + closed + unchanged === 0 ? "" : `, ${corrected} corrected, ${closed} closed later, ${unchanged} unchanged`;
  const line = `${read} of ${rows} rows read, ${taken} taken${here}, ${refused} refused`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001b[K${job.endedAt === null ? "" : "\n"}`);
  else if (job.endedAt !== null) console.error(line);
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    console.error(USAGE);
    return 1;
  }
  const { kind, file, url, username, code, source, language } = asked;
  const refused = ({ code, text }: Problem): number => {
    console.error(`${code}: ${text[language]}`);
    return 1;
  };
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort());
  process.once("SIGTERM", () => ending.abort());

  const bytes = new Uint8Array(await readFile(file));
  const password = process.env["ROOM_PASSWORD"] ?? (await ask(`Password of ${username}: `, ending.signal));
  const send = sendTo(url);
  const askCode = process.stdin.isTTY ? () => ask(`Code of ${username}: `, ending.signal) : null;
  const signedIn = await signInTo(send, { username, password, code, askCode });
  if (!signedIn.ok) return refused(signedIn.error);
  const fileName = basename(file);
  const imported = await importFile(send, { kind, fileName, source, bytes, language, onProgress: showProgress, signal: ending.signal });
  await signOutOf(send);
  if (!imported.ok) return refused(imported.error);
  const { job, errors } = imported.value;
  console.log(`${fileName}: ${job.state}${job.code === null ? "" : ` (${job.code})`}, ${job.taken} of ${job.rows} rows taken`);
  if (errors !== null) {
    await writeFile(`${file}.errors.csv`, errors);
    console.log(`the ${job.refused} refused rows and why: ${file}.errors.csv`);
  }
  if (job.state !== "done") return 1;
  return job.refused === 0 ? 0 : 2;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
});
