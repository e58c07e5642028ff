import * as common from "@zxcvbn-ts/language-common";
import * as english from "@zxcvbn-ts/language-en";
import * as french from "@zxcvbn-ts/language-fr";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { parentPort } from "node:worker_threads";

/** The packs without their longest lists, family names and words of Wikipedia: they doubled time and memory, and refused nothing more. */
const dictionary = Object.fromEntries(
  Object.entries({ ...common.dictionary, ...english.dictionary, ...french.dictionary }).filter(
    ([name]) => !/^(wikipedia|lastnames)-en$/.test(name),
  ),
);

const estimator = new ZxcvbnFactory({
  dictionary,
  graphs: common.adjacencyGraphs,
  // Each further reading of signs as letters costs as much again; the rules of the domain read the usual ones besides.
  l33tMaxSubstitutions: 16,
});

/** One password to estimate, with the words that others know of its person. */
export type Asked = { readonly id: number; readonly password: string; readonly about: readonly string[] };
export type Answered = { readonly id: number; readonly guesses: number };

parentPort?.on("message", ({ id, password, about }: Asked) => {
  const { guesses } = estimator.check(password, [...about]);
  parentPort?.postMessage({ id, guesses } satisfies Answered);
});
