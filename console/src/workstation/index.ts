export { rememberArrangement, useRememberedArrangement } from "./arrangement.ts";
export { layoutList, LAYOUTS } from "./layout-list.ts";
export { shareSelection } from "./share-selection.ts";
export { sideRolesOf } from "./side-roles.ts";
export { useOwnScreen } from "./use-own-screen.ts";
export { useStandingRoles, useWindows } from "./use-windows.ts";
export { windowRole } from "./window-role.ts";
export { WindowsBanner } from "./windows-banner.tsx";
export { WindowsMenu } from "./windows-menu.tsx";
