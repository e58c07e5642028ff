import { reachOf, type Route } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import { GENERATED, type Generator } from "./generator.ts";

const mark = (route: Route, role: Role): string => {
  if (route.access.kind === "partner") return "";
  if (route.access.kind !== "roles") return "all";
  return reachOf(route.access, role) ?? "";
};

const logged = ({ log }: Route): string => (log.by === "none" ? `nothing: ${log.why}` : log.types.join(", "));

/** docs/access-matrix.md: the callers of each route, their sectors, and its log entry. */
export const accessPage: Generator = {
  file: "docs/access-matrix.md",
  make: async () => {
    const rows = ROUTES.map((route) =>
      ["", `\`${route.method} ${route.path}\``, ...ROLES.map((role) => mark(route, role)), logged(route), ""].join(" | ").trim(),
    );
    return `${[
      GENERATED,
      "",
      "# Who may do what",
      "",
      "`own`: in the sectors that the person covers; an object of another sector answers as if it did not exist; work whose place is not known yet is reached by all. `queue`: an open call or report is reached in the whole room; a closed one in the sectors of its place, and by the person who took it. `all`: in the whole room. A route without a mark is for partner bodies outside, by the token that the room issued to them.",
      "",
      `| route | ${ROLES.join(" | ")} | in the log |`,
      `| --- | ${ROLES.map(() => "---").join(" | ")} | --- |`,
      ...rows,
    ].join("\n")}\n`;
  },
};
