import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = "sipp";
/** Debian's package of it. */
export const SIPP_PACKAGE = "sip-tester";
export const hasSipp = (): boolean => (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, PROGRAM)));

const scenario = (name: string): string => fileURLToPath(new URL(`sipp/${name}.xml`, import.meta.url));

/** Plays a scenario of ours once against an edge: another SIP stack than any of ours. Null where all went as written, else what sipp says. */
export async function playSipp(name: string, trunk: number, seconds = 20): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-sipp-"));
  const args = ["-sf", scenario(name), "-m", "1", "-s", "17", "-i", "127.0.0.1", "-nostdin", "-trace_err", "-error_file", "said.log"];
  const limits = ["-timeout", `${seconds}s`, "-timeout_error", "-recv_timeout", `${seconds * 1_000}`];
  try {
    const child = spawn(PROGRAM, [...args, ...limits, `127.0.0.1:${trunk}`], { cwd: folder, stdio: "ignore" });
    const [code] = (await once(child, "close")) as [number | null];
    if (code === 0) return null;
    const files = (await readdir(folder)).filter((file) => file.endsWith(".log"));
    const said = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return `${name} ended with ${code}: ${said.join("\n").slice(0, 3_000)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
