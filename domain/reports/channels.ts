import { CHANNELS, type ChannelCode } from "../interventions/index.ts";

/** The channels by which citizens' reports come. */
export type ReportChannelCode = Extract<ChannelCode, "APP" | "WEB">;

/** True for a channel of reports. */
export const isReportChannel = (code: string): code is ReportChannelCode => code === "APP" || code === "WEB";

export const REPORT_CHANNELS = CHANNELS.filter((channel) => channel.origin === "report");
