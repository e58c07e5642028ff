import { monitorEventLoopDelay } from "node:perf_hooks";
import { BROKEN_FROM, fuzzBesideTalks } from "../../server/src/telephony/testing/broken-invites.ts";
import { testLines } from "../../server/src/telephony/testing/lines.ts";
import { overUdp } from "../../server/src/telephony/testing/phones.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";

const SEED = 2_026;
const [TALKS, MESSAGES, QUICK_MESSAGES] = [20, 200_000, 4_000];
/** 20 messages every so many ms. */
const EVERY_MS = 60;
const GAP_MS = 100;
const SAY_EVERY = 20_000;

/** Broken INVITEs beside 20 talks: every talk goes on, nobody is rung for them, and nothing reaches the gateway. */
export async function brokenInvites({ quick }: Options): Promise<Row[]> {
  const messages = quick ? QUICK_MESSAGES : MESSAGES;
  await using stack = new AsyncDisposableStack();
  const gateway = await overUdp({ host: "127.0.0.1", port: 9 });
  stack.defer(gateway.close);
  const lines = stack.use(await testLines(Number(/:(\d+)$/.exec(gateway.via)?.[1]), BROKEN_FROM));
  const pids = async (): Promise<string> => JSON.stringify([await lines.edge.pid("rtpengine"), await lines.edge.pid("kamailio")]);
  const before = await pids();
  const told = (sent: number): void => {
    if (sent % SAY_EVERY === 0) say(`${sent} of ${messages} broken INVITEs are sent`);
  };
  // The talks and the sender are one process: a sender that was held up sends no sound either, and that is not the lines' fault.
  const held = monitorEventLoopDelay({ resolution: 5 });
  held.enable();
  const fuzzed = await fuzzBesideTalks({ lines, gateway, talks: TALKS, messages, seed: SEED, everyMs: EVERY_MS, told });
  held.disable();
  const noTalkAfter = await fuzzed.talkAgain().then(
    () => 0,
    (error: unknown) => {
      say(`no talk after it: ${String(error)}`);
      return 1;
    },
  );
  const statuses = Object.entries(fuzzed.statuses).map(([status, count]): readonly [string, number, string] => [
    `answered_${status}`,
    count,
    "messages",
  ]);
  return rowsOf(`${messages} broken INVITEs beside ${TALKS} talks`, "amaliyat", [
    ["programs_fallen", before === (await pids()) ? 0 : 1, "0 or 1"],
    ["longest_gap_ms", fuzzed.longestGapMs, "ms without sound in a talk, either way"],
    ["talks_with_gaps", fuzzed.gaps.filter((ms) => ms > GAP_MS).length, `ends of talks with more than ${GAP_MS} ms without sound`],
    ["sender_held_up_ms", held.max / 1e6, "longest time in which the process of the talks did nothing"],
    ["talks_over", fuzzed.over, "talks"],
    ["consoles_rung", fuzzed.rangBeside, "for a broken INVITE"],
    ["no_talk_after", noTalkAfter, "0 or 1"],
    ["messages_at_gateway", fuzzed.atGateway.length, "messages"],
    ...statuses,
  ]);
}
