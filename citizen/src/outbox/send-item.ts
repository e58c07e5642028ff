import type { Followed } from "@amaliyat/contract/reports";
import { exhaustive } from "@amaliyat/domain/kernel";
import type { Answer, Refused } from "../api/answer.ts";
import { isoOf } from "../api/iso.ts";
import type { Ask } from "../api/ask.ts";
import type { Proof } from "../proof/prove.ts";
import type { Item, ReportBody } from "./item.ts";

export type Ways = {
  readonly ask: Ask;
  readonly prove: (task: { readonly task: string; readonly bits: number }, code: string) => Promise<Proof | null>;
  readonly sendFile: (item: Extract<Item, { kind: "upload" }>) => Promise<Answer<null>>;
};

/** True if the room refuses the place of a report, or a part that it does not name. */
const mayBePlace = ({ code, field }: Refused): boolean => field === "place" || code === "request.invalid";

/** Sends a call for help. If the room refuses its place, the call goes without: a phone's place may be any number. */
export async function sendDanger(ask: Ask, body: ReportBody, until?: AbortSignal): Promise<Answer<Followed>> {
  const said = { ...body, proof: null, sentAt: isoOf(Date.now()) };
  const answer = await ask("send", { body: said }, until);
  if (answer.kind !== "refused" || body.place === null || !mayBePlace(answer)) return answer;
  return ask("send", { body: { ...said, place: null } }, until);
}

async function sendReport(ask: Ask, prove: Ways["prove"], item: Extract<Item, { kind: "report" }>): Promise<Answer<Followed>> {
  // Danger asks for no work, and a report that arrived before is answered without: the work is done where it is asked for.
  if (item.body.danger) return sendDanger(ask, item.body);
  const task = await ask("task", { query: {} });
  if (task.kind !== "ok") return task;
  const done = await prove(task.value, item.code);
  if (done === null) return { kind: "lost" };
  return ask("send", { body: { ...item.body, proof: done, sentAt: isoOf(Date.now()) } });
}

/** Does the proof of work for a sent report of danger. A refusal of the proof is ignored: the report stands without it. */
async function sendProof(ask: Ask, prove: Ways["prove"], code: string): Promise<Answer<Followed | null>> {
  const task = await ask("task", { query: { use: "danger" } });
  if (task.kind !== "ok") return task.kind === "refused" ? { kind: "ok", value: null } : task;
  const proof = await prove(task.value, code);
  if (proof === null) return { kind: "lost" };
  const answer = await ask("prove", { body: { code, proof } });
  return answer.kind === "refused" ? { kind: "ok", value: null } : answer;
}

/** An unanswered message is sent again before the room makes an alarm. */
const HOME_PATIENCE_MS = 8000;
/** The beginning of the walk may still be on its way. A room that does not know the walk is asked again before it is believed. */
const HOME_TRIES = 4;
const HOME_AGAIN_S = 5;

async function sendHome(ask: Ask, { code, tries }: Item): Promise<Answer<Followed | null>> {
  const answer = await ask("walkWord", { body: { code, nth: 0, act: "home", leftS: null, place: null } }, HOME_PATIENCE_MS);
  if (answer.kind === "ok") return { kind: "ok", value: answer.value.told };
  if (answer.kind !== "refused") return answer;
  return tries < HOME_TRIES ? { kind: "failed", text: null, seconds: HOME_AGAIN_S } : { kind: "ok", value: null };
}

/** Sends one item; gives the room's answer on the report if it has one. */
export async function sendItem({ ask, prove, sendFile }: Ways, item: Item): Promise<Answer<Followed | null>> {
  const { code } = item;
  switch (item.kind) {
    case "report":
      return sendReport(ask, prove, item);
    case "message":
      return ask("say", { body: { code, messageId: item.messageId, words: item.words } });
    case "prove":
      return sendProof(ask, prove, code);
    case "files":
      return ask("addFiles", { body: { code, files: [...item.files] } });
    case "upload":
      return sendFile(item);
    case "home":
      return sendHome(ask, item);
    case "withdraw": {
      const answer = await ask("withdraw", { body: { code } });
      // It never arrived, or was withdrawn before: the wish is fulfilled.
      return answer.kind === "refused" && answer.code === "report.unknown_code" ? { kind: "ok", value: null } : answer;
    }
    default:
      return exhaustive(item);
  }
}
