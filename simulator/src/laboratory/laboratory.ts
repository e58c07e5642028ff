import type { CameraOptions } from "../rtsp/camera.ts";
import { startCameras, type CameraServer } from "../rtsp/server.ts";
import { Ledger, type Account } from "./ledger.ts";
import { markedStream } from "./marked-stream.ts";
import { LASTS, type Fault, type Scenario } from "./scenario.ts";

/** Login of every camera of the laboratory. */
export const LABORATORY_LOGIN = { username: "laboratory", password: "reads all of them" } as const;

export type Laboratory = AsyncDisposable & {
  readonly port: number;
  readonly accounts: () => Account[];
  /** Names of the cameras that have not yet shown all that they are about. */
  readonly unfinished: () => string[];
  /** Sets a fault now. A name that no camera has throws. */
  readonly fault: (name: string, fault: Fault) => void;
};

/** Chance that is the same in every run (a linear congruence, Numerical Recipes §7.1). */
function chance(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Starts a camera for every scenario at `rtsp://127.0.0.1:<port>/<name>/main`. */
export async function startLaboratory(scenarios: readonly Scenario[], port = 0): Promise<Laboratory> {
  const ledgers = new Map(scenarios.map(({ name }) => [name, new Ledger(name)]));
  const timers = new Set<NodeJS.Timeout>();
  const hold: { server: CameraServer | null } = { server: null };

  const later = (forMs: number, heal: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      heal();
    }, forMs);
    timers.add(timer);
  };
  const fault = (name: string, given: Fault): void => {
    const { server } = hold;
    if (!ledgers.has(name)) throw new Error(`no camera ${name}`);
    if (server !== null) setFault(server, name, given, later);
  };
  const cameras = scenarios.map((scenario) => cameraOf(scenario, ledgers.get(scenario.name) ?? new Ledger(scenario.name), fault));
  const server = await startCameras({ port, cameras });
  hold.server = server;
  return {
    port: server.port,
    accounts: () => [...ledgers.values()].map((ledger) => ledger.account()),
    unfinished: () => scenarios.filter(({ name, lasts = LASTS }) => (ledgers.get(name)?.count ?? 0) < lasts).map(({ name }) => name),
    fault,
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer);
      await server.close();
    },
  };
}

function cameraOf(scenario: Scenario, ledger: Ledger, fault: (name: string, fault: Fault) => void): CameraOptions {
  const {
    name,
    authorization = "none",
    manners = {},
    packing = {},
    sending = {},
    pictures = {},
    clockFactor = 1,
    clock,
    faults = [],
  } = scenario;
  const begunAt = Date.now();
  const main = {
    kind: "own" as const,
    open: (pacer: Parameters<typeof markedStream>[1]) =>
      markedStream(
        {
          camera: name,
          pictures,
          packing,
          clockRate: manners.description?.clockRate ?? 90_000,
          clockFactor,
          ledger,
          sent: (count) => {
            for (const each of faults) if (each.at === count) fault(name, each);
          },
        },
        pacer,
      ),
  };
  const wrong = (now: number): number => now + (clock?.offByMs ?? 0) + ((now - begunAt) * (clock?.driftPpm ?? 0)) / 1e6;
  const quirks = {
    manners,
    sending,
    random: chance(),
    watch: ledger.watch,
    ...(clock === undefined ? {} : { clock: () => wrong(Date.now()) }),
  };
  return { path: name, ...LABORATORY_LOGIN, main, sub: main, authorization, quirks };
}

function setFault(server: CameraServer, name: string, fault: Fault, later: (forMs: number, heal: () => void) => void): void {
  switch (fault.kind) {
    case "freeze":
      server.freeze(name, true);
      return later(fault.forMs, () => server.freeze(name, false));
    case "cut":
      return server.drop(name);
    case "refuse":
      server.refuse(name, true, fault.how);
      return later(fault.forMs, () => server.refuse(name, false));
    case "noise":
      return server.garbage(name, fault.form);
    case "loss":
      server.loss(name, fault.ratio);
      return later(fault.forMs, () => server.loss(name, 0));
    case "slow":
      server.slow(name, fault.link);
      return later(fault.forMs, () => server.slow(name, null));
    case "skew":
      server.skewClock(name, fault.byMs);
  }
}
