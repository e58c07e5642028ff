export { type LinkState } from "./connection.ts";
export { LiveProvider, useLastHappening, useLink } from "./live-provider.tsx";
export { type Position, type Track } from "./positions.ts";
export { journal, positions, urgent, type LastHappening } from "./room-link.ts";
export * from "./lists.ts";
