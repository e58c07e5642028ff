/** Progress, on standard error: standard output ends with the figures. */
export const say = (text: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
