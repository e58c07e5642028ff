import { reports, type NewReport } from "@amaliyat/contract/reports";
import { call, type Arguments, type ReplyOf, type Route } from "@amaliyat/contract/route";
import { codeFrom, CODE_BYTES } from "@amaliyat/domain/reports";
import { randomBytes, randomUUID } from "node:crypto";

/** Calls a route as a citizen's phone does: from outside, without a session. */
export async function outside<T extends Route>(route: T, given: Arguments<T>): Promise<ReplyOf<T>> {
  const answer = await call((path, init) => fetch(new URL(path, process.env["ROOM_URL"]), init), route, given);
  if (!answer.ok) throw new Error(`${route.name}: ${answer.error.code}`);
  return answer.value;
}

export type Sent = { readonly code: string; readonly reference: string };

/** Sends a report of danger, which asks for no work of the phone; `more` adds to a blank one. */
export async function sendReport(more: Partial<NewReport>): Promise<Sent> {
  const code = codeFrom(randomBytes(CODE_BYTES));
  const { reference } = await outside(reports.send, {
    body: {
      code,
      device: randomBytes(18).toString("base64url"),
      proof: null,
      kind: "obstacle",
      sort: "information",
      danger: true,
      language: "ar",
      words: null,
      place: null,
      placeText: null,
      happenedAt: null,
      writtenAt: new Date().toISOString(),
      contact: null,
      files: [],
      ...more,
    },
  });
  return { code, reference };
}

/** State of the report on its author's phone. */
export const followed = ({ code }: Sent) => outside(reports.follow, { body: { code } });

/** Its author answers. */
export const answer = ({ code }: Sent, words: string) => outside(reports.say, { body: { code, messageId: randomUUID(), words } });
