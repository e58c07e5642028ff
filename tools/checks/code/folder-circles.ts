/** One file that imports another, both by their path in the project. */
export type Import = { readonly from: string; readonly to: string };
/** An import between two folders that stand in a circle, with all folders of it. */
export type CircleImport = Import & { readonly circle: readonly string[] };

const SOURCES =
  /^(?<root>(?:domain|contract|bench|tools|e2e)|(?:ui|server|console|citizen|patrol|simulator)\/src)\/(?:(?<folder>[^/]+)\/)?/u;
const OF_TESTS = /\.test\.tsx?$|\/testing\//u;

/** The first folder below the root of a workspace's sources; the root itself for a file that stands there. Null for tests and other files. */
function folderOf(file: string): { readonly root: string; readonly folder: string } | null {
  const { root, folder = "" } = OF_TESTS.test(file) ? {} : (SOURCES.exec(file)?.groups ?? {});
  return root === undefined ? null : { root, folder: folder === "" ? root : `${root}/${folder}` };
}

/** Every folder that can be reached from one by imports. */
function reachable(from: string, edges: ReadonlyMap<string, ReadonlyMap<string, Import>>): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [from];
  for (let here = next.pop(); here !== undefined; here = next.pop()) {
    for (const to of edges.get(here)?.keys() ?? []) {
      if (found.has(to)) continue;
      found.add(to);
      next.push(to);
    }
  }
  return found;
}

/** For each two folders of one workspace that stand in a circle and of which the one imports the other, the first such import. */
export function folderCircles(imports: readonly Import[]): CircleImport[] {
  const edges = new Map<string, Map<string, Import>>();
  for (const each of imports) {
    const [from, to] = [folderOf(each.from), folderOf(each.to)];
    if (from === null || to === null || from.root !== to.root || from.folder === to.folder) continue;
    const out = edges.get(from.folder) ?? new Map<string, Import>();
    if (!out.has(to.folder)) out.set(to.folder, each);
    edges.set(from.folder, out);
  }
  const reached = new Map([...edges.keys()].map((folder) => [folder, reachable(folder, edges)]));
  const isBack = (from: string, to: string): boolean => reached.get(to)?.has(from) === true;
  return [...edges].flatMap(([from, out]) =>
    [...out].flatMap(([to, each]): CircleImport[] => {
      if (!isBack(from, to)) return [];
      const circle = [...(reached.get(from) ?? [])].filter((folder) => isBack(from, folder)).toSorted();
      return [{ ...each, circle }];
    }),
  );
}
