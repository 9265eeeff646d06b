import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(js|css|svg|json|webmanifest)$/;
/** Below this many octets a packet is saved by nobody. */
const WORTHWHILE = 1024;

/**
 * Writes `x.br` and `x.gz` beside each text asset of the bundle, so that the server sends the best compression and
 * spends nothing on it. The two HTML pages are left out: the server fills in the style nonce on each request.
 */
export function precompress(): Plugin {
  let outDir = "dist";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: "utf8" })) {
        if (TEXT.test(name)) compressFile(join(outDir, name));
      }
    },
  };
}

function compressFile(path: string): void {
  const octets = readFileSync(path);
  if (octets.length < WORTHWHILE) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: octets.length };
  writeFileSync(`${path}.br`, brotliCompressSync(octets, { params }));
  writeFileSync(`${path}.gz`, gzipSync(octets, { level: 9 }));
}
