await import("../worker/worker-main.ts");

/** A worker whose loop stands still for longer than a camera may be silent. */
setTimeout(() => {
  const end = performance.now() + 2_500;
  while (performance.now() < end);
}, 2_500);
