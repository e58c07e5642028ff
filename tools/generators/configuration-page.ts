import { describeConfig } from "@amaliyat/server/config";
import { GENERATED, type Generator } from "./generator.ts";

/** docs/configuration.md: every setting of the server, its meaning, and its default. */
export const configurationPage: Generator = {
  file: "docs/configuration.md",
  make: async () =>
    `${[
      GENERATED,
      "",
      "# Settings",
      "",
      "Settings come from the environment. All of them are checked at the start, and every problem is told at once.",
      "",
      "| setting | meaning | when not given |",
      "| --- | --- | --- |",
      ...describeConfig().map(({ key, meaning, fallback }) => `| \`${key}\` | ${meaning} | ${fallback === "" ? "" : `\`${fallback}\``} |`),
    ].join("\n")}\n`,
};
