export { keepShell, type Lasting, type ShellEvents, type ShellScope } from "./shell.ts";
