// Runs before any TypeScript is read, so that an older Node ends with one clear line and not with a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major !== 24) {
  console.error(`Amaliyat needs Node 24, this is ${process.version}. Run "npm ci" first: it brings Node 24, and "npm run" then uses it.`);
  process.exit(1);
}
