import { notLogged, open, route } from "@amaliyat/contract/route";
import { refuse } from "@amaliyat/domain/kernel";
import { expect, it } from "vitest";
import { declared } from "./declared.ts";
import { serve, type Call } from "./handler.ts";

const one = route({
  name: "test.one",
  method: "GET",
  path: "/api/one",
  summary: "",
  access: open("a test"),
  log: notLogged("a test"),
  errors: ["view.ended"],
});
async function asked(code: "view.ended" | "object.not_found" | "request.invalid"): Promise<unknown> {
  const bugs: string[] = [];
  const served = declared(
    serve(one, async () => refuse({ code })),
    ({ message }) => void bugs.push(message),
  );
  const result = await served.run({} as Call<typeof one>);
  return [result.ok ? "ok" : result.error.code, bugs];
}

it("says nothing of what a route declares, nor of what the platform itself says", async () => {
  for (const code of ["view.ended", "request.invalid"] as const) expect(await asked(code)).toEqual([code, []]);
});

it("tells of any other refusal, and passes it on", async () => {
  expect(await asked("object.not_found")).toEqual([
    "object.not_found",
    ["test.one refuses with object.not_found, which its route does not declare"],
  ]);
});
