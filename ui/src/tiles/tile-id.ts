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
