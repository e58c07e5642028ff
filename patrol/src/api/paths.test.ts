import { bolos } from "@amaliyat/contract/bolos";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { photos } from "@amaliyat/contract/interventions";
import { expect, it } from "vitest";
import { PATHS, type RouteName } from "./paths.ts";

const declared = { ...bolos, ...identity, ...dispatch, ...photos };

it.each(Object.keys(PATHS) as RouteName[])("calls %s where the contract declares it", (name) => {
  const { method, path } = declared[name];
  expect(PATHS[name]).toEqual([method, path]);
});
