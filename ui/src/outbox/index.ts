export { rest, Sender, type Effect, type Outlet } from "./sender.ts";
