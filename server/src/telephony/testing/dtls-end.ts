import { Turns } from "@amaliyat/domain/kernel";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { openNg } from "../ng/client.ts";
import { until } from "./phones.ts";
import type { Carrier } from "@amaliyat/simulator";
import { freePorts } from "./free-port.ts";

const said = z.object({ sdp: z.string() });
const COMMON = { ICE: "remove", replace: ["origin", "session-connection"], flags: ["port latching"] };
const tagOf = (head: string, name: string): string => new RegExp(`^${name}:.*;tag=([^;\\s]+)`, "im").exec(head)?.[1] ?? "";
const headerOf = (head: string, name: string): string => new RegExp(`^${name}:[ \\t]*(\\S+)`, "im").exec(head)?.[1] ?? "";

/** The wire of such an end: descriptions that went and came. */
export type DtlsEnd = AsyncDisposable & { readonly carrier: Carrier; readonly offered: string[]; readonly answered: string[] };

/**
 * A telephone's way behind a media server of its own, which makes DTLS-SRTP (RFC 5764) of its plain sound. `forge` changes what is offered.
 */
export async function dtlsEnd(inner: Carrier, forge: (sdp: string) => string = (sdp) => sdp): Promise<DtlsEnd> {
  await using stack = new AsyncDisposableStack();
  const [port = 0] = await freePorts(1);
  const first = 6_000 + Math.floor(Math.random() * 30) * 100;
  // Without the configuration of the package, whose ports are fixed.
  const args = [
    "--config-file=none",
    "--table=-1",
    "--foreground",
    "--log-stderr",
    "--interface=127.0.0.1",
    `--listen-ng=127.0.0.1:${port}`,
  ];
  const media = spawn("/usr/bin/rtpengine", [...args, `--port-min=${first}`, `--port-max=${first + 99}`], { stdio: "ignore" });
  stack.defer(async () => {
    const isOver = once(media, "exit");
    media.kill("SIGKILL");
    await isOver;
  });
  const ng = stack.use(await openNg(port));
  let isUp = false;
  for (let times = 0; !isUp && times < 20; times++)
    isUp = await ng.order("ping", {}).then(
      () => true,
      () => false,
    );
  await until("the other media server is up", () => isUp, 1_000);
  const [offered, answered]: string[][] = [[], []];
  const withBody = (head: string, sdp: string): string =>
    `${head.replace(/^Content-Length:.*$/im, `Content-Length: ${Buffer.byteLength(sdp)}`)}\r\n\r\n${sdp}`;
  async function change(text: string, begins: RegExp, work: (head: string, sdp: string) => Promise<string>): Promise<string> {
    const end = text.indexOf("\r\n\r\n");
    const [head, sdp] = [text.slice(0, end), text.slice(end + 4)];
    return !begins.test(head) || sdp === "" ? text : withBody(head, await work(head, sdp));
  }
  const turns = new Turns();
  const inTurn = (work: () => Promise<void>): void => void turns.run(work).catch(() => undefined);
  const carrier: Carrier = {
    ...inner,
    send: (text) =>
      inTurn(async () => {
        const made = await change(text, /^INVITE /, async (head, sdp) => {
          const order = { "call-id": headerOf(head, "Call-ID"), "from-tag": tagOf(head, "From"), sdp, ...COMMON };
          const { sdp: guarded } = said.parse(
            await ng.order("offer", { ...order, "transport-protocol": "UDP/TLS/RTP/SAVP", SDES: ["off"] }),
          );
          const forged = forge(guarded);
          offered?.push(forged);
          return forged;
        });
        inner.send(made);
      }),
    onMessage: (heard) =>
      inner.onMessage((text) =>
        inTurn(async () => {
          const made = await change(text, /^SIP\/2\.0 200/, async (head, sdp) => {
            answered?.push(sdp);
            const order = {
              "call-id": headerOf(head, "Call-ID"),
              "from-tag": tagOf(head, "From"),
              "to-tag": tagOf(head, "To"),
              sdp,
              ...COMMON,
            };
            return said.parse(await ng.order("answer", { ...order, "transport-protocol": "RTP/AVP" })).sdp;
          });
          heard(made);
        }),
      ),
  };
  const owned = stack.move();
  return { carrier, offered: offered ?? [], answered: answered ?? [], [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
