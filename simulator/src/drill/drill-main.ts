import { UsageError } from "../options.ts";
import { playDrill } from "./drill.ts";
import { readDrill, USAGE, type DrillOptions } from "./options.ts";

function read(): DrillOptions | null {
  try {
    return readDrill(process.argv.slice(2), process.env["AMALIYAT_CREW_PASSWORD"]);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    console.error(cause.message);
    return null;
  }
}

const options = read();
if (options === null) {
  console.log(USAGE);
  process.exitCode = 2;
} else {
  const signal = AbortSignal.timeout(options.withinMs);
  try {
    const isWhole = await playDrill(options, { say: (line) => console.log(line), signal });
    console.log(isWhole ? "drill: ended. The screen «First hour» shows what the room makes of it." : "drill: not brought to its end");
    process.exitCode = isWhole ? 0 : 1;
  } catch (cause) {
    console.error(signal.aborted ? "drill: its time is over" : cause instanceof Error ? `drill: ${cause.message}` : cause);
    process.exitCode = 1;
  }
  // Timers of the telephones may stand still.
  process.exit();
}
