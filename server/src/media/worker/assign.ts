/**
 * Cameras of one worker before the next is begun. A thread of its own costs as much as two or three cameras in wake-ups and in code that
 * must become warm. Measured: 8 cameras cost 0.10 CPU-seconds a minute each on one thread and 0.14 on two; 16 keep a thread busy for a
 * fortieth of its time.
 */
export const CAMERAS_PER_WORKER = 16;

/**
 * Assigns each camera to a worker. A camera stays with its worker, so that adding one interrupts none. A new one goes to the first worker
 * with room; when all are full, to the one with the fewest.
 */
export function assignWorkers(current: ReadonlyMap<string, number>, cameraIds: readonly string[], workers: number): Map<string, number> {
  const load = Array.from({ length: workers }, () => 0);
  const assigned = new Map<string, number>();
  const give = (cameraId: string, worker: number): void => {
    assigned.set(cameraId, worker);
    load[worker] = (load[worker] ?? 0) + 1;
  };
  for (const cameraId of cameraIds) {
    const worker = current.get(cameraId);
    if (worker !== undefined) give(cameraId, worker);
  }
  for (const cameraId of cameraIds) {
    if (assigned.has(cameraId)) continue;
    const withRoom = load.findIndex((cameras) => cameras < CAMERAS_PER_WORKER);
    give(cameraId, withRoom >= 0 ? withRoom : load.indexOf(Math.min(...load)));
  }
  return assigned;
}
