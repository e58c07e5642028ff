import { writeFile } from "node:fs/promises";
import { endOnSignals } from "./harness/ending.ts";
import { loadNow, machineOf } from "./harness/machine.ts";
import { readOptions, type Options } from "./harness/options.ts";
import { reportLine, table } from "./harness/report.ts";
import type { Row } from "./harness/row.ts";
import { say } from "./harness/say.ts";

type Bench = {
  readonly about: string;
  readonly load: () => Promise<(options: Options) => Promise<Row[]>>;
  /** Metrics that end the run with a failure where they are not 0. */
  readonly zero?: readonly string[];
};

const BENCHES: Readonly<Record<string, Bench>> = {
  recording: {
    about: "cost of recording beside one ffmpeg -c copy per camera (--streams 1,8,32, --workers 2)",
    load: async () => (await import("./recording/bench.ts")).run,
  },
  isolation: {
    about:
      "cut of a healthy camera among as many that are dead, silent, black holes or hostile, or that fall at once (--part steady,sudden, --streams 128)",
    load: async () => (await import("./isolation/bench.ts")).run,
    zero: ["healthy_frames_lost"],
  },
  live: { about: "first frame and glass to canvas (--part webcodecs,mse)", load: async () => (await import("./live/bench.ts")).run },
  seek: { about: "seeks into ten minutes of recordings, to the right frame", load: async () => (await import("./seek/bench.ts")).run },
  index: {
    about: "rows of 666 cameras' files for 30 days (3 with --quick): timelines, plans of seeks, a minute of deletion, bytes",
    load: async () => (await import("./index/bench.ts")).run,
  },
  room: {
    about: "commit to screen, a million interventions, memory of the room (--part events,history,memory, --minutes 10)",
    load: async () => (await import("./room/bench.ts")).run,
  },
  dispatch: {
    about:
      "advice over 10,000 units and against the best set, commands to all screens, racing dispatchers, 50,000 places, 500 phrases of callers, sequences of danger, a day of 300 cases (--part advice,regret,commands,racing,places,phrases,sequences,day)",
    load: async () => (await import("./dispatch/bench.ts")).run,
  },
  lines: {
    about:
      "calls from the trunk to consoles, bridged and recorded at once; kill -9 of the room under callers (--part rates,half,waiting,kills, --kills 1000)",
    load: async () => (await import("./lines/bench.ts")).run,
    zero: ["callers_silent", "callers_unknown", "callers_not_answered", "calls_left_open"],
  },
  reports: {
    about: "reports with pictures beside cameras that are recorded, and files over a link that cuts (--part arrival,chaos)",
    load: async () => (await import("./reports/bench.ts")).run,
    zero: ["reports_lost", "files_lost", "files_wrong", "files_double", "frames_lost"],
  },
  crash: {
    about: "kill -9 of the server or the database while commands are given (--kills 1000)",
    load: async () => (await import("./crash/bench.ts")).run,
  },
  journal: {
    about: "group commit of the room's journal beside an append-only file, and kill -9 of both (--part rate,kill, --kills 1000)",
    load: async () => (await import("./journal/bench.ts")).run,
    zero: ["groups_lost", "groups_in_part"],
  },
  "patrol-link": {
    about: "8 h of two crews on a bad link end as on a perfect one (--minutes 10)",
    load: async () => (await import("./patrol-link/bench.ts")).run,
    zero: ["lost", "doubled", "out_of_order", "different_end_states"],
  },
  hostile: {
    about:
      "bounded attacks on a room of its own (--part regex,import,full-disk,flood,database-owner,administrator,lock-out,invites, --minutes 10 of the flood)",
    load: async () => (await import("./hostile/bench.ts")).run,
    zero: [
      "commands_refused",
      "holes",
      "flood_refused",
      "paths_to_a_picture",
      "programs_fallen",
      "talks_with_gaps",
      "talks_over",
      "consoles_rung",
      "no_talk_after",
      "messages_at_gateway",
    ],
  },
  house: {
    about: "circles, foreign SQL, plain words, and the files that four usual changes touch",
    load: async () => (await import("./house/bench.ts")).run,
    zero: ["folder_circles", "back_arrows", "foreign_sql", "long_subjects"],
  },
  console: {
    about:
      "size of the console's first load; windows of a workstation after kill -9 of its browser; pictures of all screens (--part load,windows,pictures)",
    load: async () => (await import("./console/bench.ts")).run,
    zero: ["axe_violations", "page_faults", "pictures_different"],
  },
};

const USAGE = [
  "npm run bench -- NAME [--quick] [--out FILE]",
  ...Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(11)} ${about}`),
].join("\n");

async function main(): Promise<number> {
  const { name, options } = readOptions(process.argv.slice(2));
  const bench = name === null ? undefined : BENCHES[name];
  if (name === null || bench === undefined) {
    process.stderr.write(`${name === null ? "" : `there is no bench ${name}\n`}${USAGE}\n`);
    return name === null ? 0 : 2;
  }
  endOnSignals();
  const load = loadNow();
  const run = await bench.load();
  const rows = await run(options);
  const line = reportLine({ bench: name, machine: machineOf(load), rows });
  if (options.out !== null) await writeFile(options.out, `${line}\n`);
  say(`done\n${table(rows)}`);
  process.stdout.write(`${line}\n`);
  const wrong = rows.filter(({ metric, value }) => (bench.zero ?? []).includes(metric) && value !== 0);
  for (const { subject, metric, value } of wrong) say(`${metric} of ${subject} is ${value}, and must be 0`);
  return wrong.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
}
