export { configPayload, decodeWire, encodeWire, readStart, type Start, type WireMessage } from "./wire.ts";
