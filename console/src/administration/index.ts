export { OutDialog } from "./units/out-dialog.tsx";
export { usersLive } from "./users/users-query.ts";
export { administrationRoute } from "./route.ts";
export { useAdministrationParts } from "./use-parts.ts";
export type { View as AdministrationView } from "./administration-search.ts";
