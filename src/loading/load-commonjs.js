/**
 * A loader hook for Node 20. If tsx gives Node the source of a CommonJS module, as it does for `.cts`,
 * Node 20 runs the module in a way that cannot require an ES module. Without the source, Node takes
 * the usual way, which tsx has taught to read TypeScript. An ES module that imports a `.cts` module
 * then gets its exports as a whole, the default export, as it does for other CommonJS in TypeScript.
 */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  return loaded.format === 'commonjs' ? { ...loaded, source: null } : loaded;
}
