import { findEntry, readDirectory, type Entry } from "./directory.ts";
import { readHeader, type Header, type Packing, type Part } from "./header.ts";

/** Reads bytes of the archive from an offset on; answers fewer at its end. Rejects when they cannot be had. */
export type ReadBytes = (part: Part, signal?: AbortSignal) => Promise<Uint8Array>;

/** Read first, and kept: the head and the directories of any town, and all of a small one, in a single request. */
const FIRST_BYTES = 256 * 1024;
/** The least that opens an archive: the format puts its head and its first directory here. */
export const HEAD_BYTES = 16 * 1024;
/** Directories below directories; the format needs two, three are allowed. */
const DEEPEST = 3;
/** Leaves that are kept; each is some kilobytes. */
const MOST_LEAVES = 64;

async function unpack(bytes: Uint8Array, packing: Packing): Promise<Uint8Array> {
  if (packing === "none") return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The number of a tile in a PMTiles archive. It counts all tiles of the levels above, then its place on the Hilbert curve of its own level.
 */
export function tileId(z: number, x: number, y: number): number {
  let id = 0;
  for (let level = 0; level < z; level++) id += 4 ** level;
  let [column, row] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = Math.floor(column / side) % 2;
    const below = Math.floor(row / side) % 2;
    id += side * side * ((3 * right) ^ below);
    [column, row] = turned(side, column % side, row % side, right, below);
  }
  return id;
}

/** Turns a quarter of the square as the curve runs through it. */
function turned(side: number, x: number, y: number, right: number, below: number): [x: number, y: number] {
  if (below === 1) return [x, y];
  return right === 1 ? [side - 1 - y, side - 1 - x] : [y, x];
}

/** A map of vector tiles in one file (PMTiles 3), read by ranges. */
export class Archive {
  readonly header: Header;
  readonly #read: ReadBytes;
  readonly #root: readonly Entry[];
  readonly #leaves = new Map<number, Promise<readonly Entry[]>>();

  private constructor(header: Header, root: readonly Entry[], read: ReadBytes) {
    this.header = header;
    this.#root = root;
    this.#read = read;
  }

  /** Opens an archive; null where the bytes are none that this reader knows. `firstBytes` are read at once and kept. */
  static async open(source: ReadBytes, firstBytes = FIRST_BYTES): Promise<Archive | null> {
    const first = await source({ offset: 0, length: firstBytes });
    const header = readHeader(first);
    if (!header) return null;
    const read: ReadBytes = async (part, signal) => {
      const end = part.offset + part.length;
      return end <= first.length ? first.slice(part.offset, end) : source(part, signal);
    };
    const root = readDirectory(await unpack(await read(header.root), header.packed));
    return new Archive(header, root, read);
  }

  /** A tile, unpacked; null where the map has nothing. */
  async tile(z: number, x: number, y: number, signal?: AbortSignal): Promise<Uint8Array | null> {
    const { header } = this;
    if (z < header.minZoom || z > header.maxZoom) return null;
    const id = tileId(z, x, y);
    let entries = this.#root;
    for (let depth = 0; depth <= DEEPEST; depth++) {
      const entry = findEntry(entries, id);
      if (entry === null) return null;
      if (entry.run > 0) {
        const part = { offset: header.tiles.offset + entry.offset, length: entry.length };
        return unpack(await this.#read(part, signal), header.tilesPacked);
      }
      entries = await this.#leaf(entry);
    }
    return null;
  }

  /** Owner of the data, from the archive itself; empty if it names none. */
  async attribution(): Promise<string> {
    const bytes = await unpack(await this.#read(this.header.metadata), this.header.packed);
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof said === "object" && said !== null && "attribution" in said && typeof said.attribution === "string"
      ? said.attribution
      : "";
  }

  #leaf(entry: Entry): Promise<readonly Entry[]> {
    const known = this.#leaves.get(entry.offset);
    if (known) return known;
    const part = { offset: this.header.leaves.offset + entry.offset, length: entry.length };
    const reading = this.#read(part)
      .then((bytes) => unpack(bytes, this.header.packed))
      .then(readDirectory);
    // A leaf that could not be read is asked for again by the next tile.
    reading.catch(() => this.#leaves.delete(entry.offset));
    const [oldest] = this.#leaves.keys();
    if (oldest !== undefined && this.#leaves.size >= MOST_LEAVES) this.#leaves.delete(oldest);
    this.#leaves.set(entry.offset, reading);
    return reading;
  }
}
