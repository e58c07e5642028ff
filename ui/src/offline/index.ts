export { cacheShell, type Lasting, type ShellEvents, type ShellScope } from "./shell.ts";
