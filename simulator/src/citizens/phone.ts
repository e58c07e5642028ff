import { reports, type Followed, type NewReport } from "@amaliyat/contract/reports";
import { CODE_BYTES, codeFrom, type ReportKind } from "@amaliyat/domain/reports";
import type { Language, Point } from "@amaliyat/domain/kernel";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { makeClient } from "../api/client.ts";
import { sendFile } from "./send-file.ts";
import { work } from "./work.ts";

/** Message of a citizen. */
export type Message = {
  readonly kind: ReportKind;
  readonly danger: boolean;
  readonly sort: NewReport["sort"];
  readonly language: Language;
  readonly words: string | null;
  readonly place: Point;
  readonly placeText: string | null;
  readonly pictures: readonly Buffer[];
};

export type SentReport = { readonly code: string; readonly told: Followed; readonly files: Promise<number> };

/** A telephone with the app: known to the room by a token of its own making, and by nothing else. */
export type CitizenPhone = {
  readonly send: (message: Message, signal?: AbortSignal) => Promise<SentReport>;
  readonly follow: (code: string) => Promise<Followed>;
  readonly answer: (code: string, words: string) => Promise<Followed>;
  readonly withdraw: (code: string) => Promise<Followed>;
};

/** Phones know their place to within some metres; a place is sent to within about one. */
const ACCURACY_M = 14;

export function makeCitizenPhone(base: string): CitizenPhone {
  const client = makeClient(base);
  const device = randomBytes(24).toString("base64url");
  return {
    async send(message, signal) {
      const code = codeFrom(randomBytes(CODE_BYTES));
      const { place, pictures, ...said } = message;
      const files = pictures.map((bytes) => ({ fileId: randomUUID(), bytes }));
      const proof = message.danger ? null : await work(await client.must(reports.task, { query: {} }), code);
      const told = await client.must(reports.send, {
        body: {
          ...said,
          code,
          device,
          proof,
          place: { point: place, accuracyM: ACCURACY_M, source: "phone" },
          happenedAt: null,
          writtenAt: new Date().toISOString(),
          contact: null,
          files: files.map(({ fileId, bytes }) => ({
            fileId,
            kind: "picture" as const,
            bytes: bytes.length,
            sha256: createHash("sha256").update(bytes).digest("hex"),
          })),
        },
      });
      const way = { base, code, ...(signal === undefined ? {} : { signal }) };
      const sent = files.map((file) =>
        sendFile(way, file).then(
          () => 1,
          () => 0,
        ),
      );
      return { code, told, files: Promise.all(sent).then((all) => all.reduce<number>((sum, each) => sum + each, 0)) };
    },
    follow: (code) => client.must(reports.follow, { body: { code } }),
    answer: (code, words) => client.must(reports.say, { body: { code, messageId: randomUUID(), words } }),
    withdraw: (code) => client.must(reports.withdraw, { body: { code } }),
  };
}
