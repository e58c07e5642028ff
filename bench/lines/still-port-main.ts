import { createSocket } from "node:dgram";
import { parentPort } from "node:worker_threads";

// A port at which nobody reads: the system drops what comes once its buffer is full. This thread stands still after it has said which.
const socket = createSocket("udp4");
socket.bind(0, "127.0.0.1", () => {
  parentPort?.postMessage(socket.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
