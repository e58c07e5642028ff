import { Refused, type Client } from "../../simulator/src/api/client.ts";
import { pause } from "../harness/ending.ts";

const AGAIN_MS = 1_000;

/** A client that asks again later if the room tells it to ask more slowly. */
export function patient(client: Client): Client {
  const ask: Client["ask"] = async (route, given) => {
    for (;;) {
      const answer = await client.ask(route, given);
      if (answer.ok || answer.error.code !== "request.too_many") return answer;
      await pause(AGAIN_MS);
    }
  };
  return {
    ...client,
    ask,
    must: async (route, given) => {
      const answer = await ask(route, given);
      if (!answer.ok) throw new Refused(route, answer.error);
      return answer.value;
    },
  };
}
