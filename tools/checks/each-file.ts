import { readFiles, type TextFile } from "../project/files.ts";
import { messageOf } from "../project/message-of.ts";
import type { Check, Finding } from "./check.ts";

/** Yields of all files, and one finding for each file that throws: the others are read all the same. */
export function eachFile<T>(
  files: readonly TextFile[],
  read: (file: TextFile) => readonly T[],
): { readonly yields: readonly T[]; readonly broken: readonly Finding[] } {
  const yields: T[] = [];
  const broken: Finding[] = [];
  for (const file of files) {
    try {
      yields.push(...read(file));
    } catch (cause) {
      broken.push({ file: file.path, message: `cannot be read: ${messageOf(cause)}`, cure: "mend the file, then look again" });
    }
  }
  return { yields, broken };
}

/** A check that looks at each file by itself. */
export function checkOfFiles(name: string, wanted: (path: string) => boolean, findingsOf: (file: TextFile) => readonly Finding[]): Check {
  const runOn = async (root: string, isChosen: (path: string) => boolean): Promise<Finding[]> => {
    const { yields, broken } = eachFile(await readFiles(root, isChosen), findingsOf);
    return [...broken, ...yields];
  };
  return {
    name,
    run: (root) => runOn(root, wanted),
    runOn: (root, files) => runOn(root, (path) => wanted(path) && files.includes(path)),
  };
}
