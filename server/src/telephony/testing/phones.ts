export { makePhone, overUdp, overWebSocket, toneIn, type Phone, type Talk } from "@amaliyat/simulator";
