import { setTimeout as sleep } from "node:timers/promises";
import { trackIncidents, noFaults, readEido, type Faults, type Incident } from "./incidents.ts";
import { listen } from "./listen.ts";

export type BodyOptions = {
  /** Of the room, and the token that the room issued to this body's system. */
  readonly room: { readonly url: string; readonly token: string };
  /** With which the room names itself, or signs. */
  readonly secret: string;
  /** 0 takes a free port. */
  readonly port?: number;
  readonly stepMs?: number;
};

export type Body = AsyncDisposable & {
  /** Address to which the room posts. */
  readonly url: string;
  readonly faults: Faults;
  readonly incidents: ReadonlyMap<string, Incident>;
};

const AGENCY = "cp.example";

/** An EIDO by which this body says how far an incident of the room has come, or asks for something of its own. */
export function eidoOfBody(id: string, status: string, text = "") {
  const prologue = (name: string) => ({
    $id: name,
    lastUpdateTimeStamp: new Date().toISOString(),
    updatedByAgencyReference: { $ref: AGENCY },
  });
  return {
    ...prologue(id),
    eidoVersion: "1.0",
    issuingElementIdentification: AGENCY,
    incidentComponent: {
      ...prologue(`${id}:incident`),
      incidentTypeCommonRegistryText: "Other",
      incidentStatusCommonRegistryText: [status],
      internalIncidentId: `CP-${(id.split(":")[4] ?? id).slice(0, 6)}`,
      ...(text === "" ? {} : { incidentTypeInternalText: text }),
    },
    agencyComponent: [{ ...prologue(AGENCY), agencyRoleDescriptionRegistryText: ["Dispatching"], agencyType: ["fire"] }],
  };
}

/** Posts to the room as this body's system; the status of the answer, 0 when there was none. */
export async function postToRoom({ url, token }: BodyOptions["room"], path: string, body: unknown): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const sent = fetch(new URL(path, url), { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });
  return sent.then(
    (response) => response.status,
    () => 0,
  );
}

/**
 * Civil Protection. Takes EIDOs by HTTP POST, or by the room's own notifier once it subscribes there. It works on each incident in steps
 * and reports them by EIDO.
 */
export async function startCivilProtection(options: BodyOptions): Promise<Body & { readonly subscribe: () => Disposable }> {
  const { room, secret, port = 0, stepMs = 4_000 } = options;
  const faults = noFaults();
  const kept = trackIncidents({
    stepMs,
    report: async (id, status) => {
      const body = faults.malformed ? "{ this is no EIDO" : eidoOfBody(id, status);
      const answer = await postToRoom(room, "/api/v1/partner/eido", body);
      return answer === 200 || answer === 409;
    },
  });
  const server = await listen(port, faults, ({ headers, body }) => {
    if (headers.authorization !== `Bearer ${secret}`) return 401;
    const read = readEido(JSON.parse(body));
    if (read === null) return 400;
    kept.receive(read);
    return 201;
  });

  /** Holds a subscription at the room's notifier until it is disposed, and comes back when the room cuts it. */
  const subscribe = (): Disposable => {
    let ended = false;
    let socket: WebSocket | undefined;
    const poll = async (): Promise<void> => {
      while (!ended) {
        await once();
        await sleep(200);
      }
    };
    const once = (): Promise<void> =>
      new Promise((resolve) => {
        const address = new URL("/IncidentData/ent", room.url.replace(/^http/, "ws"));
        const next = new WebSocket(address, { headers: { authorization: `Bearer ${room.token}` } });
        socket = next;
        next.addEventListener("open", () =>
          next.send(JSON.stringify({ subscribe: { requestId: "1", requestType: "EIDO", requestSubType: "new", expires: 3600 } })),
        );
        next.addEventListener("message", ({ data }) => {
          const { event } = JSON.parse(String(data)) as { event?: { transactionId: string; notification: readonly unknown[] } };
          if (event === undefined || faults.down) return;
          for (const each of event.notification.map(readEido)) if (each !== null) kept.receive(each);
          if (faults.deaf) return next.close();
          const answer = { transactionId: event.transactionId, statusCode: 200, statusText: "OK" };
          setTimeout(() => next.readyState === next.OPEN && next.send(JSON.stringify({ eventResponse: answer })), faults.slowMs);
        });
        next.addEventListener("close", () => resolve());
        next.addEventListener("error", () => resolve());
      });
    void poll();
    return {
      [Symbol.dispose]() {
        ended = true;
        socket?.close();
      },
    };
  };

  return {
    url: server.url,
    faults,
    incidents: kept.incidents,
    subscribe,
    async [Symbol.asyncDispose]() {
      kept.end();
      await server[Symbol.asyncDispose]();
    },
  };
}
