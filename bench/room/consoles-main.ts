import { WebSocket } from "ws";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import type { Heard, ConsolesAsked, ConsolesSay } from "./consoles.ts";

/** Some consoles: a live socket each, which notes every event with the time it was heard. */
const tell = (said: ConsolesSay): void => tellBench(said);
const { url, cookies } = JSON.parse(process.argv[2] ?? "") as ConsolesAsked;
const address = new URL("/api/live", url.replace(/^http/u, "ws"));
const now = (): number => performance.timeOrigin + performance.now();
let waiting = cookies.length;

const heard = cookies.map((cookie): Heard => {
  const events: Heard["events"] = [];
  const note: Heard = { events, closed: null };
  const socket = new WebSocket(address, { headers: { cookie } });
  socket.on("error", (error) => (note.closed = error.message));
  socket.on("close", (code) => (note.closed ??= `closed with ${code}`));
  socket.on("message", (data: Buffer) => {
    const at = now();
    // Ours begin with kind and seq: the rest is not read, so that this process costs the server little.
    const found = /^\{"kind":"(\w+)","seq":(\d+)/u.exec(data.toString("latin1", 0, 60));
    if (found?.[1] === "hello" && --waiting === 0) tell({ kind: "ready" });
    if (found?.[1] === "event") events.push([Number(found[2]), at]);
  });
  return note;
});

hearBench(() => tell({ kind: "heard", consoles: heard }));
