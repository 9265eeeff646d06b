import { redecode } from "./charset.ts";

/** Charsets of old Vietnamese mail that is labelled as something else. */
const CANDIDATES = ["utf-8", "windows-1258", "tcvn", "vni", "viscii"] as const;
export type LegacyCharset = (typeof CANDIDATES)[number];

const INITIAL = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]";
/** Vowels that may stand before a final consonant, and those that end the syllable. */
const INNER = "[aăâeêioôơuưy]|iê|yê|oa|oă|oe|oo|uâ|uê|uô|uơ|ươ|uy|uyê";
const LAST = "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyu";
/** A Vietnamese syllable without its tone mark. */
const SYLLABLE = new RegExp(`^(?:${INITIAL})?(?:(?:${INNER})(?:ch|ng|nh|[cmnpt])?|${LAST})$`);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Enough to tell; more would only cost. */
const SAMPLE = 8 * 1024;

/**
 * Which charset Vietnamese octets are really in, for a label that is missing or wrong ("Céng hoµ" is TCVN3 read as Latin-1): the one in
 * which the words with marks are Vietnamese syllables. Null when `shown`, the text as it is read now, looks right or nothing does.
 */
export function guessVietnamese(bytes: Uint8Array, shown: string): LegacyCharset | null {
  if (quality(shown.slice(0, SAMPLE)) >= 0.5) return null;
  const sample = bytes.subarray(0, SAMPLE);
  let best: LegacyCharset | null = null;
  let bestQuality = 0.8;
  for (const charset of CANDIDATES) {
    const found = quality(redecode(sample, charset));
    if (found > bestQuality) {
      best = charset;
      bestQuality = found;
    }
  }
  return best;
}

/** The share of syllables among the words that are not plain ASCII; 0 when there are too few to tell. */
function quality(text: string): number {
  const words = text.split(/[\s.,;:!?()"'/-]+/).filter((word) => /[^\0-\x7f]/.test(word));
  return words.length < 5 ? 0 : words.filter(isSyllable).length / words.length;
}

function isSyllable(word: string): boolean {
  const parts = word.toLowerCase().normalize("NFD");
  const tones = parts.match(TONES)?.length ?? 0;
  return tones <= 1 && SYLLABLE.test(parts.replace(TONES, "").normalize("NFC"));
}
