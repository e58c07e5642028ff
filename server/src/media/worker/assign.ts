/**
 * Which worker each camera belongs to. A camera stays where it is, so that adding one interrupts none; a new one goes to the worker
 * with the fewest.
 */
export function assignWorkers(current: ReadonlyMap<string, number>, cameraIds: readonly string[], workers: number): Map<string, number> {
  const load = Array.from({ length: workers }, () => 0);
  const assigned = new Map<string, number>();
  for (const cameraId of cameraIds) {
    const worker = current.get(cameraId);
    if (worker === undefined) continue;
    assigned.set(cameraId, worker);
    load[worker] = (load[worker] ?? 0) + 1;
  }
  for (const cameraId of cameraIds) {
    if (assigned.has(cameraId)) continue;
    const worker = load.indexOf(Math.min(...load));
    assigned.set(cameraId, worker);
    load[worker] = (load[worker] ?? 0) + 1;
  }
  return assigned;
}
