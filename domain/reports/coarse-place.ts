import type { Point } from "../kernel/index.ts";

/** Side of a cell, in metres: a place known so roughly names a quarter and no door. */
export const CELL_M = 500;

/** Mean radius of the Earth (IUGG), in metres. */
const RADIUS_M = 6_371_008.8;
const DEGREE_M = (RADIUS_M * Math.PI) / 180;

/**
 * The middle of the cell that a point lies in. The grid is that of the sinusoidal projection of the sphere, in metres: rows of 500 m
 * northward from the equator. Each row has columns of 500 m eastward from Greenwich, along the parallel of the row's middle. A cell is the
 * same for every room and every year, so that two coarse places of one thing never give a finer one. No point is moved by more than 354 m.
 */
export function coarsePlace({ lat, lon }: Point): Point {
  const row = Math.floor((lat * DEGREE_M) / CELL_M);
  const middle = ((row + 0.5) * CELL_M) / DEGREE_M;
  const width = DEGREE_M * Math.max(Math.cos((middle * Math.PI) / 180), 1e-6);
  const column = Math.floor((lon * width) / CELL_M);
  return { lat: middle, lon: ((column + 0.5) * CELL_M) / width };
}
