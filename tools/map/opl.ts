/** An object of an OPL file (osmium's line format), with what roads are made of. */
export type OplObject =
  | { readonly kind: "node"; readonly id: string; readonly lat: number; readonly lon: number }
  | { readonly kind: "way"; readonly id: string; readonly tags: ReadonlyMap<string, string>; readonly nodes: readonly string[] };

/** OPL writes special characters as `%hex%`. */
const decoded = (text: string): string =>
  text.replaceAll(/%([0-9a-f]+)%/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));

function tagsOf(field: string): Map<string, string> {
  const pairs = field === "" ? [] : field.split(",").map((pair) => pair.split("="));
  return new Map(pairs.map(([key = "", value = ""]) => [decoded(key), decoded(value)]));
}

/** Reads one line; null for relations and for a node that was deleted. */
export function readOpl(line: string): OplObject | null {
  const [head = "", ...fields] = line.split(" ");
  const field = (letter: string): string => fields.find((each) => each.startsWith(letter))?.slice(1) ?? "";
  const id = head.slice(1);
  if (head.startsWith("n")) {
    const [lon, lat] = [field("x"), field("y")];
    return lon === "" || lat === "" ? null : { kind: "node", id, lat: Number(lat), lon: Number(lon) };
  }
  if (!head.startsWith("w")) return null;
  const nodes = field("N")
    .split(",")
    .filter((ref) => ref !== "");
  return { kind: "way", id, tags: tagsOf(field("T")), nodes: nodes.map((ref) => ref.slice(1)) };
}
