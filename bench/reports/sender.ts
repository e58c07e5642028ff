import { startWorker, type Child } from "../harness/child.ts";

export type SenderAsked = {
  readonly url: string;
  /** Folder of pictures, and how many go with a report. */
  readonly pictures: string;
  readonly filesEach: number;
  /** Bytes that each picture is made longer by; 0 leaves them as they are. */
  readonly longer: number;
  readonly reports: number;
  readonly perSecond: number;
  /** Networks from which they come, in turn. */
  readonly networks: number;
  /** Time after the last report during which files may still be under way, ms. */
  readonly withinMs: number;
};

/** `keptMs` is from the first request to the answer that all of it is kept; infinite where there was none. */
export type SentFile = { readonly fileId: string; readonly sha256: string; readonly whole: boolean; readonly keptMs: number };
/** One report as its sender knows it: null is what got no answer that it was taken. */
export type Sent = {
  readonly reference: string | null;
  readonly acceptedMs: number;
  readonly why: string | null;
  readonly files: readonly SentFile[];
};
export type SenderSays =
  | { readonly kind: "ready"; readonly bits: number }
  | { readonly kind: "sent"; readonly sent: readonly Sent[]; readonly lateMs: number };

/** Sender in a process of its own. It does its work before it reports that it is ready. */
export type Sender = Child & { readonly bits: number; readonly go: () => Promise<Extract<SenderSays, { kind: "sent" }>> };

const READY_WITHIN_MS = 12 * 60_000;

export async function startSender(asked: SenderAsked): Promise<Sender> {
  const worker = startWorker(new URL("./sender-main.ts", import.meta.url), [JSON.stringify(asked)]);
  const { bits } = await worker.receive<Extract<SenderSays, { kind: "ready" }>>("ready", READY_WITHIN_MS);
  const lasts = (asked.reports / asked.perSecond) * 1_000 + asked.withinMs + 60_000;
  return {
    ...worker,
    bits,
    go: async () => {
      worker.send({ kind: "go" });
      return worker.receive<Extract<SenderSays, { kind: "sent" }>>("sent", lasts);
    },
  };
}
