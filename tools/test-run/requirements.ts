import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { hasTls, LINES_PACKAGES, TLS_PACKAGE } from "../../server/src/telephony/settings.ts";
import { CHROMIUM_PATH } from "./versions.ts";

/** A Debian package that tests need. */
export type Requirement = {
  readonly debianPackage: string;
  /** Parts that are not tested without it. */
  readonly without: string;
  readonly isThere: () => boolean;
};

const onPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));

export const CHROMIUM = "chromium";

const REQUIREMENTS: readonly Requirement[] = [
  { debianPackage: CHROMIUM, without: "the journeys in e2e/ are skipped", isThere: () => existsSync(CHROMIUM_PATH) },
  { debianPackage: "ffmpeg", without: "tests that decode or render video skip themselves", isThere: () => onPath("ffmpeg") },
  {
    debianPackage: "fonts-dejavu-core",
    without: "tests that render a clock into video skip themselves",
    isThere: () => existsSync("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
  },
  { debianPackage: "procps", without: "tests that look at processes skip themselves", isThere: () => onPath("ps") },
  {
    debianPackage: "sip-tester",
    without: "what operators' trunks do, played by another SIP stack in server/src/telephony/trunk.test.ts, is skipped",
    isThere: () => onPath("sipp"),
  },
  ...LINES_PACKAGES.map(({ name, isThere }) => ({
    debianPackage: name,
    without: "tests of the whole chain of the lines in server/src/telephony (chain, trunk, edge, takeover) skip themselves",
    isThere,
  })),
  {
    debianPackage: TLS_PACKAGE,
    without: "the trunk by TLS in server/src/telephony/transports.test.ts is skipped",
    isThere: hasTls,
  },
];

const isMissing = ({ isThere }: Requirement): boolean => !isThere();

function apt(...args: readonly string[]): boolean {
  console.log(`apt-get ${args.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

/** Installs missing requirements, as far as this user may, and returns those still missing. */
export function installRequirements(): readonly Requirement[] {
  const missing = REQUIREMENTS.filter(isMissing);
  if (missing.length === 0 || process.getuid?.() !== 0 || !onPath("apt-get")) return missing;
  if (apt("update", "-q")) apt("install", "-q", "-y", "--no-install-recommends", ...missing.map(({ debianPackage }) => debianPackage));
  return missing.filter(isMissing);
}
