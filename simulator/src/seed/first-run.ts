import { readFile } from "node:fs/promises";

/** Reads the secret shown by a new room's terminal, from the file that the room keeps of it in its data folder. */
export async function firstRunSecrets(file: string | null): Promise<{ readonly secret: string; readonly half: string }> {
  if (file === null) throw new Error("an empty room asks for the secret that its terminal shows: name its first-run.json");
  const kept = JSON.parse(await readFile(file, "utf8")) as { readonly secret?: string; readonly half?: string };
  return { secret: kept.secret ?? "", half: kept.half ?? "" };
}
