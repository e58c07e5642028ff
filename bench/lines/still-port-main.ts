import { createSocket } from "node:dgram";
import { parentPort } from "node:worker_threads";

// A port without a reader: the system drops packets once its buffer is full. This thread stands still after it has reported the port.
const socket = createSocket("udp4");
socket.bind(0, "127.0.0.1", () => {
  parentPort?.postMessage(socket.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
