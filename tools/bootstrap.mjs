// The first step of `npm run demo`, `npm start`, `npm test` and `npm run lines:setup`. It runs under any Node from 18 with nothing
// installed. It installs the packages of package-lock.json if they are missing or changed. Then it runs the command's program under the
// Node 24 that was installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The program of each command. */
const COMMANDS = {
  demo: "tools/demo.ts",
  start: "tools/start.ts",
  test: "tools/test.ts",
  "lines:setup": "server/src/telephony/edge/setup-main.ts",
};
const NODE_MAJOR = 24;
/** npm and the terminal send the same key press twice, milliseconds apart; a person who presses again takes longer. */
const SAME_PRESS_MS = 1000;
const LOOK_EVERY_MS = 500;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".amaliyat-lock");
const lock = join(root, "package-lock.json");
/** The file in which npm notes its last install. */
const installedLock = join(root, "node_modules", ".package-lock.json");

function end(message) {
  console.error(message);
  process.exit(1);
}

const hashOfLock = () => createHash("sha256").update(readFileSync(lock)).digest("hex");

/** True if a person has installed by npm all that the lock file names; a package for another kind of machine may be missing. */
function isInstalledByNpm() {
  if (!existsSync(installedLock)) return false;
  const packagesIn = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  const there = packagesIn(installedLock);
  const named = Object.entries(packagesIn(lock)).filter(([path]) => path.startsWith("node_modules/"));
  const isThere = ([path, { version, integrity, optional }]) =>
    there[path] === undefined ? optional === true : there[path].version === version && there[path].integrity === integrity;
  return named.length > 0 && named.every(isThere);
}

/** A release brings its packages and no lock file. Installed packages are noted, and not looked at again. */
function isInstalled() {
  if (!existsSync(lock)) return true;
  const hash = hashOfLock();
  // npm ci removes the note: one that differs says that the lock file has changed since.
  if (existsSync(stamp)) return readFileSync(stamp, "utf8") === hash;
  if (!isInstalledByNpm()) return false;
  writeFileSync(stamp, hash);
  return true;
}

/** npm removes node_modules while it runs, so it must not itself run by a Node in there. */
const outside = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== bin)
    .join(delimiter);

function install() {
  const reason = existsSync(bin) ? "package-lock.json has changed" : "nothing is installed yet";
  console.log(`Amaliyat: ${reason}; npm ci runs now (a minute or two, from the package registry) …`);
  const begun = Date.now();
  const args = ["ci", "--no-fund", "--no-audit", "--loglevel=error"];
  const ran = spawnSync("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, PATH: outside() } });
  if (ran.error) end(`Amaliyat: npm could not be started (${ran.error.message}). Install npm, or put it on PATH.`);
  if (ran.status !== 0)
    end(`Amaliyat: npm ci ended with ${ran.status ?? ran.signal}. Its message stands above; the registry must be reachable.`);
  writeFileSync(stamp, hashOfLock());
  console.log(`Amaliyat: installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
}

/** The Node to run the project with: the installed one, else this one where it is of the right major version. */
function findNode() {
  const installed = join(bin, "node");
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split(".")[0]) === NODE_MAJOR) return process.execPath;
  return end(
    `Amaliyat: the package node-${process.platform}-${process.arch} with Node ${NODE_MAJOR} is not installed; install Node ${NODE_MAJOR} yourself and try again.`,
  );
}

/**
 * Runs the command with this process's streams. It gets a process group of its own, so that Ctrl-C reaches it through here only. The first
 * signal is passed on, its echoes are dropped, and a second press ends the group at once.
 */
function run(command, args) {
  const env = { ...process.env, PATH: [bin, outside()].join(delimiter) };
  const child = spawn(findNode(), [join(root, COMMANDS[command]), ...args], { cwd: root, stdio: "inherit", env, detached: true });
  let passedOn = 0;
  const pass = (signal) => {
    const now = Date.now();
    if (passedOn !== 0 && now - passedOn < SAME_PRESS_MS) return;
    if (passedOn === 0) child.kill(signal);
    else process.kill(-child.pid, "SIGKILL");
    passedOn = now;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));
  // npm or its shell may end without a word to us. A person who started us by hand may close that shell and let us run on.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) {
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      pass("SIGTERM");
    }, LOOK_EVERY_MS);
  }
  child.on("error", (cause) => end(`Amaliyat: Node ${NODE_MAJOR} could not be started: ${cause.message}`));
  child.on("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const [command, ...args] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, command ?? "")) end(`usage: node tools/bootstrap.mjs ${Object.keys(COMMANDS).join("|")} [arguments]`);
if (!isInstalled()) install();
run(command, args);
