export { defineJob, waitingOutside, type CronEntry, type Job, type JobContext, type RetryPolicy } from "./define-job.ts";
export { enqueue, type EnqueueOptions } from "./enqueue.ts";
export { prepareJobs } from "./prepare.ts";
export type { JobsOptions } from "./runner-options.ts";
export { startJobs } from "./start-jobs.ts";
