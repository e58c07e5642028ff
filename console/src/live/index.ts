export * from "./call-lists.ts";
export { callNews, type CallNews } from "./call-news.ts";
export { type LinkState } from "./connection.ts";
export { LiveProvider, useLastHappening, useLink } from "./live-provider.tsx";
export { type Position, type Track } from "./positions.ts";
export * from "./report-lists.ts";
export { journal, positions, urgent, urgentReports, type LastHappening } from "./room-link.ts";
export * from "./lists.ts";
export * from "./waits.ts";
