import { setTimeout as sleep } from "node:timers/promises";
import { overUdp } from "../callers/carrier.ts";
import { makePhone } from "../callers/phone.ts";
import type { Talk } from "../callers/talk.ts";
import { toneVoice } from "../callers/voice.ts";
import type { DrillOptions } from "./options.ts";
import type { DrillWays } from "./ways.ts";

/** Number of the caller in the drill; nobody in the country has it. */
const CALLER = "0000000017";
const LOOK_EVERY_MS = 200;
/** Longest wait for the first answer to a call. The lines of a room answer within 1 s. */
const UNHEARD_MS = 8_000;
const FIRST_RINGING = 180;
const FIRST_FINAL = 200;

/** Course of a call as its caller sees it. The room answers each call itself: a caller in the queue is connected, and talks to nobody yet. */
type CallStage = "calls" | "rings" | "connected" | "over";

/** Derives the stage from the state of the telephone and the status of the last SIP answer. 100 only says that the call is on its way. */
export function stageOf(state: ReturnType<Talk["state"]>, status: number | null): CallStage {
  if (state === "over") return "over";
  if (state === "talking") return "connected";
  return status !== null && status >= FIRST_RINGING && status < FIRST_FINAL ? "rings" : "calls";
}

const SAID: Readonly<Record<Exclude<CallStage, "over">, string>> = {
  calls: "calls",
  rings: "rings",
  connected: "connected, waits for a call-taker. At a desk: answer, open an intervention of the call, send the unit.",
};

/** Calls a line, and resolves when the call is over. True if the line took the call: a call-taker is not seen from outside. */
export async function callLine(
  { host, port, line, from }: NonNullable<DrillOptions["trunk"]>,
  { say, signal }: DrillWays,
  unheardMs = UNHEARD_MS,
): Promise<boolean> {
  const carrier = await overUdp({ host, port }, { host: from });
  await using phone = makePhone({ carrier, user: "drill", tone: toneVoice(400) });
  const talk = await phone.call(`sip:${line}@${host}:${port}`, { as: CALLER });
  signal.addEventListener("abort", talk.hangUp, { once: true });
  const unheardAt = performance.now() + unheardMs;
  let told: CallStage | null = null;
  while (told !== "over") {
    const stage = stageOf(talk.state(), talk.status());
    if (stage !== told && stage !== "over") say(`line ${line}: ${SAID[stage]}`);
    told = stage;
    if (talk.status() === null && performance.now() > unheardAt) throw new Error(`line ${line}: nothing answers at ${host}:${port}`);
    if (told !== "over") await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  const isTaken = talk.answeredAt() !== null;
  say(`line ${line}: ${isTaken ? "the room has ended the call" : `the room does not take the call (SIP ${talk.status() ?? "-"})`}`);
  return isTaken;
}
