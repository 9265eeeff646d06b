import type { Plugin } from "vite";

/**
 * Writes `asset-list.json`: the files of the mail page, those it fetches later included, for the service worker to keep. The console and
 * what only it uses are left out: it needs a line.
 */
export function assetList(): Plugin {
  return {
    name: "asset-list",
    apply: "build",
    // After the bundler let go of chunks that hold nothing but a style sheet.
    enforce: "post",
    generateBundle(_options, bundle) {
      const seen = new Set<string>();
      const files = new Set<string>();
      const walk = (fileName: string) => {
        const chunk = bundle[fileName];
        if (seen.has(fileName) || chunk?.type !== "chunk") return;
        seen.add(fileName);
        files.add(`/${fileName}`);
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next);
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && chunk.moduleIds.some((id) => id.endsWith("/src/mail/main.tsx")))
          walk(chunk.fileName);
      if (files.size === 0) this.error("the mail page is in no file");
      this.emitFile({ type: "asset", fileName: "asset-list.json", source: JSON.stringify([...files].sort()) });
    },
  };
}
