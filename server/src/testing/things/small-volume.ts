import { spawnSync } from "node:child_process";
import { getuid } from "node:process";

/**
 * A shell command that runs another with a small empty disk of memory on `folder`, which nobody else sees: in a mount namespace of its own.
 * Null where that is not allowed: it needs root, and a kernel that lets it.
 */
export function onSmallVolume(folder: string, sizeMib: number): readonly [string, ...string[]] | null {
  const mount = `mount -t tmpfs -o size=${sizeMib}m,mode=711 tmpfs "$0"`;
  const way = ["unshare", "-m", "sh", "-c", `${mount} && exec "$@"`, folder] as const;
  if (getuid?.() !== 0) return null;
  const [program, ...args] = [...way, "true"];
  return spawnSync(program, args).status === 0 ? way : null;
}
