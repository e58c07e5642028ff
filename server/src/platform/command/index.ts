export { refusable, runCommand, type Command, type Refused, type Settle } from "./command.ts";
