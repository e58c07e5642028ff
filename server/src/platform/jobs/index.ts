export { defineJob, waitingOutside, type CronEntry, type Job, type JobContext, type RetryPolicy } from "./define-job.ts";
export { enqueue, enqueueAll, toEnqueue, type EnqueueOptions, type ToEnqueue } from "./enqueue.ts";
export { prepareJobs } from "./prepare.ts";
export type { JobsOptions } from "./runner-options.ts";
export { startJobs } from "./start-jobs.ts";
