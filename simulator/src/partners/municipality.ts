import { createHmac, timingSafeEqual } from "node:crypto";
import { postToRoom, type Body, type BodyOptions } from "./civil-protection.ts";
import { trackIncidents, noFaults, readEido } from "./incidents.ts";
import { listen, type Posted } from "./listen.ts";

/** A letter that is older or younger than this is not believed. */
const WINDOW_S = 300;

/** Checks that a letter of the room is signed with the secret, is recent, and was not taken before. */
function judge({ headers, body }: Posted, secret: string, seen: Set<string>): "good" | "forged" | "old" | "seen" {
  const [timestamp, delivery, signature] = ["timestamp", "delivery", "signature"].map((name) => String(headers[`amaliyat-${name}`] ?? ""));
  const right = Buffer.from(`v1=${createHmac("sha256", secret).update(`${timestamp}.${delivery}.${body}`).digest("hex")}`);
  const given = Buffer.from(signature ?? "");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return "forged";
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > WINDOW_S) return "old";
  if (seen.has(delivery ?? "")) return "seen";
  seen.add(delivery ?? "");
  return "good";
}

/** A municipality: takes signed webhooks, works on each incident in steps and says so by a report. */
export async function startMunicipality(options: BodyOptions): Promise<Body> {
  const { room, secret, port = 0, stepMs = 4_000 } = options;
  const faults = noFaults();
  const seen = new Set<string>();
  const kept = trackIncidents({
    stepMs,
    report: async (incidentId, status) => {
      const answer = await postToRoom(room, "/api/v1/partner/reports", { incidentId, status: faults.malformed ? "perhaps" : status });
      return answer === 204 || answer === 409;
    },
  });
  const server = await listen(port, faults, (posted) => {
    const verdict = judge(posted, secret, seen);
    if (verdict === "forged" || verdict === "old") return 401;
    const read = readEido(JSON.parse(posted.body));
    if (read === null) return 400;
    // A repeated message gets the same answer and has no second effect.
    if (verdict === "good") kept.receive(read);
    return 200;
  });
  return {
    url: server.url,
    faults,
    incidents: kept.incidents,
    async [Symbol.asyncDispose]() {
      kept.end();
      await server[Symbol.asyncDispose]();
    },
  };
}
