/** Sends so many packets that are due. */
type Beat = (frames: number) => void;

const FRAME_MS = 20;
/** Telephones that are spread over the 20 ms of a packet, so that hundreds do not speak in the same moment. */
const PHASES = 4;

const beats = Array.from({ length: PHASES }, () => new Set<Beat>());
const sent = Array.from({ length: PHASES }, () => 0);
let timer: NodeJS.Timeout | undefined;
let [begun, next] = [0, 0];

function beat(): void {
  // By the clock and not by the timer: a late timer sends its missing packets.
  const gone = performance.now() - begun;
  for (const [phase, set] of beats.entries()) {
    const due = Math.floor((gone - (phase * FRAME_MS) / PHASES) / FRAME_MS);
    const owed = due - (sent[phase] ?? 0);
    if (owed <= 0) continue;
    sent[phase] = due;
    for (const each of set) each(owed);
  }
}

/** Calls `each` every 20 ms on average until it is disposed. All telephones of a process share one timer. */
export function everyFrame(each: Beat): Disposable {
  if (timer === undefined) {
    begun = performance.now();
    sent.fill(0);
    timer = setInterval(beat, FRAME_MS / PHASES);
  }
  const set = beats[next++ % PHASES];
  set?.add(each);
  return {
    [Symbol.dispose]: () => {
      set?.delete(each);
      if (beats.some(({ size }) => size > 0)) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
