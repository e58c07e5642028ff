export { reportsLive } from "./live.ts";
export { reportQueue } from "./report-lists.ts";
export { IncomingPanel } from "./incoming/incoming-panel.tsx";
export { ReportsPart } from "./incoming/reports-part.tsx";
export { useOpenFirst } from "./incoming/use-open-first.ts";
export { UnreadCount } from "./incoming/unread-count.tsx";
export { ReportsPanel } from "./intervention/reports-panel.tsx";
export { ReportFigures } from "./figures/report-figures.tsx";
export { reportRoute, reportsRoute } from "./route.ts";
